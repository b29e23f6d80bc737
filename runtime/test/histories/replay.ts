import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the replaying process tells. */
export type ReplayMessage = { readonly begin: string } | { readonly id: string; readonly error: string | null };

/** A history that was replayed. */
export interface Replayed {
  readonly file: string;
  /** What was wrong; `null`: the build does what the recorded one did. */
  readonly error: string | null;
}

/**
 * Replays recorded runs in a process of its own. A replay has no time limit for the code it runs and ignores SIGTERM while
 * that spins, so the process is killed when it says nothing for `patienceMs`.
 */
export async function replay(
  bundle: string,
  files: readonly string[],
  patienceMs = 60_000,
): Promise<readonly Replayed[]> {
  const main = fileURLToPath(new URL('replay-main.ts', import.meta.url));
  // What the SDK's core logs is not wanted: that a replay fails is told by its message.
  const child = fork(main, [bundle, ...files], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const replayed: Replayed[] = [];
  const begun: string[] = [];
  const kill = () => child.kill('SIGKILL');
  let watchdog = setTimeout(kill, patienceMs);
  child.on('message', (told: ReplayMessage) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(kill, patienceMs);
    if ('begin' in told) begun.push(told.begin);
    else replayed.push({ file: begun[replayed.length] ?? told.id, error: told.error });
  });
  const [code] = await once(child, 'exit');
  clearTimeout(watchdog);
  const cut = begun[replayed.length];
  if (cut !== undefined) replayed.push({ file: cut, error: `It did not end within ${patienceMs / 1000} s.` });
  else if (code !== 0) throw new Error(`The replays ended with ${code}.`);
  return replayed;
}
