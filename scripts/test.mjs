// npm test: every test, real servers and browser included.
import { run } from './bootstrap.mjs';

process.exit(await run('scripts/test/main.ts'));
