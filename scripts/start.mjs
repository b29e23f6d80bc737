// npm start: the whole product.
import { run } from './bootstrap.mjs';

process.exit(await run('packages/cli/src/stack/main.ts'));
