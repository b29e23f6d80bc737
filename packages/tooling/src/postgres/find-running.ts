import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolingErrors } from '../errors.ts';
import { argumentsOf, isAlive, processesIn } from '../process/processes.ts';

const PATIENCE_MS = 30_000;
const POLL_MS = 25;

/** A server that runs on a data folder already. */
export interface RunningPostgres {
  readonly pid: number;
  readonly port: number;
}

/** Fields of `postmaster.pid`: the server's process, its port, and what it says it is doing. */
export interface PidFile extends RunningPostgres {
  readonly status: string;
}

/** Reads `postmaster.pid` (PostgreSQL's own file: pid, folder, start, port, socket folder, address, memory key, status). */
export function readPidFile(text: string): PidFile | null {
  const lines = text.split('\n').map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isSafeInteger(pid) || pid <= 0 || !Number.isSafeInteger(port) || port <= 0) return null;
  return { pid, port, status: lines[7] ?? '' };
}

/**
 * Finds out whether a server runs on a data folder. One that is ready is answered; one that is starting, stopping or losing
 * its orphans is waited for. A pid file is removed where its number has gone to another program, or to a server that was killed
 * and that nobody has reaped: PostgreSQL would take either for a running server.
 */
export async function findRunning(data: string): Promise<RunningPostgres | null> {
  if (!existsSync(data)) return null;
  const folder = realpathSync(data);
  const path = join(folder, 'postmaster.pid');
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    // Each process of a server has the data folder as its working directory.
    const users = processesIn(folder);
    const file = existsSync(path) ? readPidFile(readFileSync(path, 'utf8')) : null;
    if (file !== null && users.includes(file.pid) && file.status === 'ready') return file;
    if (users.length === 0) {
      if (file !== null && !(isAlive(file.pid) && isServer(file.pid))) await rm(path, { force: true });
      return null;
    }
    if (Date.now() > until) throw toolingErrors.fault('postgres.in_use', { folder: data, pid: users[0] });
  }
}

function isServer(pid: number): boolean {
  return argumentsOf(pid)[0]?.endsWith('postgres') === true;
}
