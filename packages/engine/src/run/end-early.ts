import type { RunError } from '@omniroute/errors';
import type { Frame } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import type { Run } from './run.ts';

/**
 * The run is to end: what is in flight is cancelled, and it ends when all of that has reported back and what the error
 * policy wants undone is undone.
 */
export function endEarly(
  run: Run,
  status: 'failed' | 'cancelled' | 'completed',
  error: RunError | null,
  undone = false,
): void {
  const { state, plan } = run;
  if (state.ending !== null || state.result !== null) return;
  state.ending = { status, error, undone };
  const undo = status !== 'completed' && plan.error_policy === 'compensate';
  rollBack(run, { frame: 0, error, undo, then: { go: 'run_ends' } }, [state.frames[0] as Frame]);
  state.ready.length = 0;
  for (const pending of Object.values(state.pending)) {
    if (pending.token === null) continue;
    pending.token = null;
    run.commands.push({ type: 'cancel', key: pending.key });
  }
  for (const key of Object.keys(state.timers)) run.stopTimer(key);
}
