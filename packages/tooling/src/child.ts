import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process of ours, its last output, and how to end it. */
export interface Child {
  readonly pid: number;
  readonly process: ChildProcess;
  /** The last lines it wrote. */
  log(): string;
  /** Asks it to stop; after the grace it is killed. */
  stop(graceMs?: number): Promise<void>;
  /** Kills it at once. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly identity?: { readonly uid: number; readonly gid: number };
  /** The signal that asks it to stop. */
  readonly stopSignal?: NodeJS.Signals;
  onLine?(line: string): void;
}

const LINES_KEPT = 30;
/** A shell that ends its child when its own input ends: so the child dies with us, even when we are killed. */
const TETHER =
  'exec 3<&0; "$@" <&- 3<&- & child=$!; trap \'kill -INT $child\' INT TERM; (read _ <&3; kill -$SIG $child 2>/dev/null) & wait $child; code=$?; wait $child 2>/dev/null; exit $code';

/** Starts a program that does not know our lifeline, tethered to this process. */
export function startTethered(program: string, args: readonly string[], options: ChildOptions = {}): Child {
  const signal = (options.stopSignal ?? 'SIGTERM').slice(3);
  const process_ = spawn('/bin/sh', ['-c', TETHER.replace('$SIG', signal), 'sh', program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: options.env ?? process.env,
    cwd: options.cwd ?? '/',
    detached: true,
    ...(options.identity ?? {}),
  });
  process_.stdin?.on('error', () => undefined);
  return wrap(process_, options, () => process_.stdin?.end());
}

/** A started process with its log kept; `ask` is how it is asked to stop. */
export function wrap(process_: ChildProcess, options: Pick<ChildOptions, 'onLine'>, ask: () => void): Child {
  const lines: string[] = [];
  for (const stream of [process_.stdout, process_.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > LINES_KEPT) lines.shift();
        options.onLine?.(line);
      }
    });
  }
  const ended = new Promise<void>((resolve) => process_.once('exit', () => resolve()));
  const isOver = () => process_.exitCode !== null || process_.signalCode !== null;
  const { pid } = process_;
  if (pid === undefined) throw new Error('The process did not start.');
  const kill = async () => {
    if (isOver()) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      process_.kill('SIGKILL');
    }
    await ended;
  };
  return {
    pid,
    process: process_,
    log: () => lines.join('\n'),
    kill,
    async stop(graceMs = 10_000) {
      if (isOver()) return;
      ask();
      await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
      await kill();
    },
  };
}
