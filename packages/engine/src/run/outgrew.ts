import type { RunError } from '@omniroute/errors';
import { isAtRest } from '../resume.ts';
import { proceedRested } from '../undo/proceed.ts';
import { endEarly } from './end-early.ts';
import { isParked } from './parked.ts';
import type { Run } from './run.ts';
import { weightOf } from './weight.ts';

/** What a run may carry into a fresh history, in bytes: the server refuses more than two million at once. */
const MOST = 1_500_000;

const TOO_LARGE: RunError = {
  code: 'limit.payload',
  message: `What the run remembers takes more than ${MOST / 1_000_000} MB. Keep less of what its steps give, or work in smaller parts.`,
  details: { max: MOST },
};

/**
 * Whether a run that wants a fresh history had more to remember than one can begin with. It fails, a parked one once it moves,
 * and what it had done is undone; if even that is too large for a fresh history it ends in this one.
 */
export function outgrew(run: Run): boolean {
  const { state } = run;
  if (!run.drains || !isAtRest(state)) return false;
  state.full = isTooMuch(run);
  if (!state.full || isParked(state)) return false;
  endEarly(run, 'failed', TOO_LARGE);
  state.full = isTooMuch(run);
  if (!state.full) return true;
  run.drains = false;
  proceedRested(run);
  return true;
}

function isTooMuch({ state }: Run): boolean {
  return weightOf(state, new Set()) > MOST;
}
