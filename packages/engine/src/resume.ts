import type { Plan } from '@omniroute/plan';
import type { Command } from './command.ts';
import type { State } from './state.ts';

/** Commands that set up again, in a fresh history, what a run waits for: its timers, by their absolute instants. */
export function resume(_plan: Plan, state: State): Command[] {
  return Object.values(state.timers).map(({ key, at }) => ({ type: 'start_timer', key, at }));
}

/** Whether nothing is in flight that a fresh history could not carry over. What a parked run has heard of is carried. */
export function canContinue(state: State): boolean {
  const { result, ending, ready, incident, counters } = state;
  if (result !== null) return false;
  if (incident !== null) return counters.pending === incident.held.filter((event) => event.kind === 'activity').length;
  return ending === null && counters.pending === 0 && ready.length === 0;
}
