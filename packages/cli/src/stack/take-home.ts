import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beginningOf, isAlive } from '@omniroute/tooling';
import { stackErrors } from './errors.ts';

/** What is written about a running stack in `stack.json`, for the command line, for tests and for a second start. */
export interface StackFile {
  readonly pid: number;
  /** Address of the server; empty while it is starting. */
  readonly url: string;
  readonly ports: Readonly<Record<string, number>>;
  /** Process ids of the children that run now. */
  readonly children: Readonly<Record<string, number>>;
}

/** The home folder, taken by this process. */
export interface Home {
  /** Writes `stack.json`, whole or not at all. */
  write(file: Omit<StackFile, 'pid'>): void;
  /** Gives the folder back; `stack.json` goes with it. */
  release(): void;
}

/** The process that holds a home folder; its beginning tells it from a later one with the same number. */
interface Holder {
  readonly pid: number;
  readonly beginning: string | null;
}

/**
 * Takes a home folder for this process by `stack.lock`; a second copy is refused with the address of the first. A lock whose
 * process is gone, however it went, is taken over.
 */
export function takeHome(home: string, self: Holder = { pid: process.pid, beginning: beginningOf(process.pid) }): Home {
  const [lock, info] = [join(home, 'stack.lock'), join(home, 'stack.json')];
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    while (!tryLock(lock, self)) {
      const text = read(lock);
      const holder = text === null ? null : parse<Holder>(text);
      if (holder !== null && runs(holder)) refuse(home, holder, parse<StackFile>(read(info) ?? ''));
      if (text !== null) dropStale(lock, text, self.pid);
    }
  } catch (error) {
    if (stackErrors.is(error)) throw error;
    throw stackErrors.fault('stack.home', { home, problem: (error as Error).message }, error);
  }
  return {
    write: (file) => writeWhole(info, `${JSON.stringify({ pid: self.pid, ...file }, null, 2)}\n`, self.pid),
    release() {
      rmSync(info, { force: true });
      rmSync(lock, { force: true });
    },
  };
}

/** Creates the lock with its content in one step; false if there is one. */
function tryLock(lock: string, self: Holder): boolean {
  const draft = `${lock}.${self.pid}`;
  writeFileSync(draft, JSON.stringify(self));
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a lock that was judged stale, unless another process took its place meanwhile. */
function dropStale(lock: string, judged: string, pid: number): void {
  const aside = `${lock}.stale.${pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== judged) linkSync(aside, lock);
  rmSync(aside, { force: true });
}

function refuse(home: string, { pid }: Holder, running: StackFile | null): never {
  const where = running === null || running.url === '' ? 'it is starting' : running.url;
  throw stackErrors.fault('stack.running', { home, where, pid });
}

function runs({ pid, beginning }: Holder): boolean {
  return isAlive(pid) && beginningOf(pid) === beginning;
}

function writeWhole(path: string, text: string, pid: number): void {
  const draft = `${path}.${pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parse<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    // Not ours, or cut off by a full disk: nobody can be recognised in it.
    return null;
  }
}
