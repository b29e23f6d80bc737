import type { RunError } from '@omniroute/errors';
import { failPart } from '../parts/fail-part.ts';
import type { Frame, State } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import type { Run } from './run.ts';

/**
 * The run is to end: what is in flight is cancelled, and it ends when all of that has reported back and what the error
 * policy wants undone is undone; `compensate` is somebody's word against the policy. An undo under way goes on regardless.
 */
export function endEarly(
  run: Run,
  status: 'failed' | 'cancelled' | 'completed',
  error: RunError | null,
  { undone = false, compensate }: { readonly undone?: boolean; readonly compensate?: boolean | undefined } = {},
): void {
  const { state, plan } = run;
  if (state.part !== null) return failPart(run, error ?? { code: 'cancelled', message: 'The run ended early.' });
  if (state.ending !== null || state.result !== null) return;
  state.ending = { status, error, undone };
  const undo = status !== 'completed' && (compensate ?? plan.error_policy === 'compensate');
  rollBack(run, { frame: 0, error, undo, then: { go: 'run_ends' } }, [state.frames[0] as Frame]);
  state.ready.splice(0, state.ready.length, ...state.ready.filter((id) => state.tokens[id] !== undefined));
  for (const pending of Object.values(state.pending)) {
    if (pending.token === null || isOfCall(state, pending.key)) continue;
    pending.token = null;
    run.commands.push({ type: 'cancel', key: pending.key });
  }
  for (const key of Object.keys(state.timers)) if (!isOfCall(state, key)) run.stopTimer(key);
}

/** Whether a key is of, or inside, a call that is left: it undoes something, or is being cancelled by itself. */
function isOfCall(state: State, key: string): boolean {
  return Object.values(state.calls).some(({ key: call }) => key.startsWith(`${call}/`) || key.startsWith(`${call}:`));
}
