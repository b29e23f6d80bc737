// npm run check: the inner loop.
import { run } from './bootstrap.mjs';

process.exit(await run('scripts/check/main.ts'));
