import { createServer } from 'node:http';
import { onParentGone, reportReady } from '@omniroute/tooling';

/** What the supervisor decides for a child; a fake answers with what it got. */
const TOLD = [
  'DATABASE_URL',
  'OMNIROUTE_MIGRATE_URL',
  'TEMPORAL_ADDRESS',
  'TEMPORAL_NAMESPACE',
  'PORT',
  'OMNIROUTE_HOME',
];
const ADDRESSES = ['OMNIROUTE_URL', 'OMNIROUTE_CALLBACK_URL', 'OMNIROUTE_SANDBOX_URL', 'OMNIROUTE_DESIGNER'];

/** A process that listens on a port if it is given one, says so or can be asked, and says goodbye when it is stopped. */
export function runFake(port: string | undefined, says: 'ready' | 'nothing'): void {
  const stop = () => {
    process.stdout.write('goodbye\n');
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  onParentGone(() => process.exit(0));
  const told = Object.fromEntries([...TOLD, ...ADDRESSES].map((name) => [name, process.env[name]]));
  const server = createServer((_, response) => response.end(JSON.stringify({ pid: process.pid, told })));
  server.listen(Number(port ?? 0), '127.0.0.1', () => {
    process.stdout.write('hello\n');
    if (says === 'ready') reportReady({});
  });
}
