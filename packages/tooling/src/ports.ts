import { createServer } from 'node:net';
import { toolingErrors } from './errors.ts';

/** A port of loopback that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** Whether a port of loopback can be listened on now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * The wanted port if it is free now, or a free one. A taken one is refused: whoever holds it would answer in place of what is
 * about to start.
 */
export async function portFor(name: string, wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePort();
  if (!(await isFree(wanted))) throw toolingErrors.fault('port.taken', { name, port: wanted });
  return wanted;
}
