// npm run bench: see scripts/bench/README.md.
import { run } from './bootstrap.mjs';

process.exit(await run('scripts/bench/main.ts'));
