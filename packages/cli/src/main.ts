import { text } from 'node:stream/consumers';
import { runCli } from './run-cli.ts';

/** Finishes writing before leaving: a pipe may be slower than we are. */
const flushed = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));

const code = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  input: () => text(process.stdin),
  interactive: process.stdout.isTTY === true,
  interrupted: () => new Promise((resolve) => process.once('SIGINT', () => resolve())),
  env: process.env,
  cwd: process.cwd(),
});
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(code);
