// npm run soak: see scripts/soak/README.md.
import { run } from './bootstrap.mjs';

process.exit(await run('scripts/soak/main.ts'));
