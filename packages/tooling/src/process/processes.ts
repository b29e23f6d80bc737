import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Whether a process runs. One that is dead and not yet reaped does not, though signals still find it. */
export function isAlive(pid: number): boolean {
  const state = statOf(pid)?.[0];
  if (state !== undefined) return state !== 'Z' && state !== 'X';
  try {
    process.kill(pid, 0);
    // Where there is no /proc the signal is all there is to go by.
    return process.platform !== 'linux';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' && process.platform !== 'linux';
  }
}

/** When a process began, in the kernel's ticks since boot: with its number this names it for good. Null where nobody can tell. */
export function beginningOf(pid: number): string | null {
  return statOf(pid)?.[19] ?? null;
}

/** The running processes whose working directory is a folder; only those that this user may look at. */
export function processesIn(folder: string): readonly number[] {
  return allProcesses().filter((pid) => isAlive(pid) && linkOf(`/proc/${pid}/cwd`) === folder);
}

/** The running processes whose command line has all of some arguments. */
export function processesWith(words: readonly string[]): readonly number[] {
  return allProcesses().filter((pid) => {
    const line = argumentsOf(pid);
    return isAlive(pid) && words.every((word) => line.includes(word));
  });
}

/** The command line of a process, empty if it has none or is gone. */
export function argumentsOf(pid: number): readonly string[] {
  return textOf(`/proc/${pid}/cmdline`)?.split('\0').slice(0, -1) ?? [];
}

/** Fields of /proc/PID/stat from the third, the state; the second, the name, may hold anything. */
function statOf(pid: number): readonly string[] | null {
  const text = textOf(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function allProcesses(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    // No /proc: nothing is known of other processes.
    return [];
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process is gone, is another user's, or there is no /proc.
    return null;
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    // As above.
    return null;
  }
}
