import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackErrors } from './errors.ts';

/** What is written about a running stack, for the command line and for a second start. */
export interface StackFile {
  readonly pid: number;
  readonly url: string;
  readonly children: Readonly<Record<string, number>>;
}

/** Takes the home folder for this process; a second copy is refused with the address of the first. */
export function takeHome(home: string): { write(file: Omit<StackFile, 'pid'>): void; release(): void } {
  const path = join(home, 'stack.json');
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    writeFileSync(join(home, '.writable'), '');
    rmSync(join(home, '.writable'));
  } catch (cause) {
    throw stackErrors.fault('stack.home', { home, problem: (cause as Error).message }, cause);
  }
  const earlier = read(path);
  if (earlier !== null && earlier.pid !== process.pid && isSupervisor(earlier.pid))
    throw stackErrors.fault('stack.running', { url: earlier.url, pid: earlier.pid });
  const write = (file: Omit<StackFile, 'pid'>) =>
    writeFileSync(path, `${JSON.stringify({ pid: process.pid, ...file }, null, 2)}\n`);
  write({ url: 'starting', children: {} });
  return { write, release: () => rmSync(path, { force: true }) };
}

function read(path: string): StackFile | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StackFile;
  } catch {
    return null;
  }
}

/** Whether a process is alive and one of ours: its number may have gone to another, or it may be dead and not yet reaped. */
function isSupervisor(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return line.includes('stack/main') || line.includes('omniroute') || line.includes('cli/src/main');
  } catch {
    return true;
  }
}
