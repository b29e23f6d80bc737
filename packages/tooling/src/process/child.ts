import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a process ended: by an exit code or by a signal; both are null where nobody can tell (an adopted process). */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of ours, its last output, and how to end it. */
export interface Child {
  readonly pid: number;
  /** Resolves when the process is gone. */
  readonly ended: Promise<Ending>;
  isOver(): boolean;
  /** The last lines it wrote. */
  log(): string;
  /** Asks it to stop; after the grace, in milliseconds, it is killed. */
  stop(graceMs?: number): Promise<void>;
  /** Kills it at once. */
  kill(): Promise<void>;
}

/** How long a process may take to stop, where its owner does not say. */
export const GRACE_MS = 10_000;
const LINES_KEPT = 30;

/** Words for how a process ended. */
export function endingInWords({ code, signal }: Ending): string {
  if (signal !== null) return `by ${signal}`;
  return code === null ? 'for an unknown reason' : `with code ${code}`;
}

/**
 * Watches a started process that leads its own process group: keeps its log, and sees to it that nothing of the group
 * outlives it. `ask` is how it is asked to stop.
 */
export function watchChild(
  started: ChildProcess,
  options: { onLine?: ((line: string) => void) | undefined },
  ask: () => void,
): Child {
  const { pid } = started;
  // Without a pid 'error' follows, which names the reason; this one is only for whoever started it.
  if (pid === undefined) {
    started.on('error', () => undefined);
    throw new Error(`${started.spawnfile} could not be started.`);
  }
  const log = keepLines(started, options.onLine);
  let over = false;
  const ended = new Promise<Ending>((resolve) =>
    started.once('exit', (code, signal) => {
      over = true;
      killGroup(pid);
      resolve({ code, signal });
    }),
  );
  const kill = async () => {
    if (!over) killGroup(pid);
    await ended;
  };
  return {
    pid,
    ended,
    isOver: () => over,
    log,
    kill,
    async stop(graceMs = GRACE_MS) {
      if (over) return;
      ask();
      await within(ended, graceMs);
      await kill();
    },
  };
}

/** Waits for something, but not longer than a time in milliseconds. */
export async function within(ended: Promise<unknown>, milliseconds: number): Promise<void> {
  const timer = new AbortController();
  await Promise.race([ended, sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function keepLines(started: ChildProcess, onLine: ((line: string) => void) | undefined): () => string {
  const lines: string[] = [];
  for (const stream of [started.stdout, started.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > LINES_KEPT) lines.shift();
        onLine?.(line);
      }
    });
  }
  return () => lines.join('\n');
}
