import { runStack } from './run-stack.ts';

process.exit(await runStack(process.argv.slice(2)));
