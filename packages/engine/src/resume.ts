import type { Plan } from '@omniroute/plan';
import type { Command } from './command.ts';
import type { State } from './state.ts';

/**
 * Commands that set up again, in a fresh history, what a run waits for: its timers, by their absolute instants. What was ready
 * when the run drained, and what was to be undone next, goes on after a moment.
 */
export function resume(_plan: Plan, state: State): Command[] {
  if (state.draining || Object.values(state.rollbacks).some(({ resting }) => resting)) {
    state.draining = false;
    state.timers.yield ??= { key: 'yield', at: state.clock + 1, token: null, role: 'yield', detail: '' };
  }
  return Object.values(state.timers).map(({ key, at }) => ({ type: 'start_timer', key, at }));
}

/** Whether a run can go on in a fresh history: nothing is in flight, and what it remembers is not too much for one. */
export function canContinue(state: State): boolean {
  return !state.full && isAtRest(state);
}

/** Whether nothing is in flight that a fresh history could not carry over. What a parked run has heard of is carried. */
export function isAtRest(state: State): boolean {
  const { result, ready, draining, incident, paused, held, counters } = state;
  if (result !== null) return false;
  if (incident !== null || paused) return counters.pending === held.filter((event) => event.kind === 'activity').length;
  return counters.pending === 0 && (ready.length === 0 || draining);
}
