import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, type Ending, GRACE_MS, within } from './child.ts';
import { isAlive } from './processes.ts';

const POLL_MS = 100;

/** Takes over a process that an earlier process of ours started: it is watched, stopped with us, and ends with us. */
export function adoptProcess(pid: number, stopSignal: NodeJS.Signals): Child {
  // The end of this shell's input is the end of this process.
  const tether = spawn('/bin/sh', ['-c', 'read -r _; kill -$1 $2 2>/dev/null', 'sh', stopSignal.slice(3), `${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    detached: true,
  });
  tether.on('error', () => undefined);
  tether.unref();
  const ended = untilGone(pid).then((): Ending => {
    tether.kill('SIGKILL');
    return { code: null, signal: null };
  });
  const kill = async () => {
    signal(pid, 'SIGKILL');
    await ended;
  };
  return {
    pid,
    ended,
    isOver: () => !isAlive(pid),
    log: () => '',
    kill,
    async stop(graceMs = GRACE_MS) {
      signal(pid, stopSignal);
      await within(ended, graceMs);
      if (isAlive(pid)) await kill();
    },
  };
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(POLL_MS, undefined, { ref: false });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
