import { spawn, spawnSync } from 'node:child_process';
import { type Child, watchChild } from './child.ts';

/** The user a program runs as. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export interface TetherOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly identity?: Identity | undefined;
  /** The signal that asks it to stop: when we want it, and when we are gone. */
  readonly stopSignal?: NodeJS.Signals;
  /** Hears each line it writes. */
  onLine?: ((line: string) => void) | undefined;
}

/** Stands in where the kernel's signal cannot be had: a shell that ends the program when its own input ends. */
const SHELL =
  'exec 3<&0; "$@" <&- 3<&- & child=$!; trap \'kill -INT $child\' INT TERM; (read _ <&3; kill -$SIGNAL $child 2>/dev/null) & wait $child; code=$?; wait $child 2>/dev/null; exit $code';

/** Starts a program that does not know our lifeline so that it ends when this process is gone, however it went. */
export function startTethered(program: string, args: readonly string[], options: TetherOptions = {}): Child {
  const { stopSignal = 'SIGTERM', env = process.env, identity, onLine } = options;
  const shared = { env, cwd: '/', detached: true, ...identity };
  if (hasParentDeathSignal()) {
    const [command, ...rest] = tethered(program, args, stopSignal);
    const started = spawn(command, rest, { ...shared, stdio: ['ignore', 'pipe', 'pipe'] });
    return watchChild(started, { onLine }, () => started.kill(stopSignal));
  }
  const script = SHELL.replace('$SIGNAL', stopSignal.slice(3));
  const started = spawn('/bin/sh', ['-c', script, 'sh', program, ...args], {
    ...shared,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // The shell may be gone before its input is closed.
  started.stdin?.on('error', () => undefined);
  return watchChild(started, { onLine }, () => started.stdin?.end());
}

/** A command line whose program gets a signal when the process that started it is gone; unchanged where the system has none. */
export function tethered(
  program: string,
  args: readonly string[],
  signal: NodeJS.Signals,
): readonly [string, ...string[]] {
  return hasParentDeathSignal() ? ['setpriv', '--pdeathsig', signal.slice(3), program, ...args] : [program, ...args];
}

let parentDeathSignal: boolean | undefined;
/** Whether the kernel's signal on the parent's death can be had through `setpriv` (Linux with util-linux). */
function hasParentDeathSignal(): boolean {
  parentDeathSignal ??= spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' }).status === 0;
  return parentDeathSignal;
}
