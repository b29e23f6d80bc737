import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { toolingErrors } from './errors.ts';

/**
 * Where ports are looked for. Below the range from which systems take the near end of outgoing connections (32768 and up on
 * Linux): a port from there can be in use again before the program it was found for listens.
 */
const [LOWEST, ABOVE] = [15_000, 32_000];
const TRIES = 200;

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let left = TRIES; left > 0; left -= 1) {
    const port = randomInt(LOWEST, ABOVE);
    if (await isFree(port)) return port;
  }
  throw toolingErrors.fault('port.none', { from: LOWEST, to: ABOVE - 1 });
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
