// The supervisor with fakes in place of the product's own processes.
import { fileURLToPath } from 'node:url';
import { runStack } from '../run-stack.ts';

const place = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
const worker = place(process.env.FAKE_WORKER ?? 'worker');
const parts = { server: place('server'), worker, sandbox: place('sandbox'), page: place('page') };
process.exit(await runStack(process.argv.slice(2), parts));
