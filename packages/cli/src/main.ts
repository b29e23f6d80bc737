import { text } from 'node:stream/consumers';
import { runCli } from './run-cli.ts';

/** Finishes writing before leaving: a pipe may be slower than we are. */
const flushed = (stream: NodeJS.WriteStream) => new Promise<void>((resolve) => stream.write('', () => resolve()));

// Who reads may have seen enough (`| head`): the rest has no reader, which is no fault; the exit code still tells.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

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
