import type { Plan } from '@omniroute/plan';
import type { Command } from './command.ts';
import type { State } from './state.ts';

/** Commands that set up again, in a fresh history, what a run waits for: its timers, by their absolute instants. */
export function resume(_plan: Plan, state: State): Command[] {
  return Object.values(state.timers).map(({ key, at }) => ({ type: 'start_timer', key, at }));
}

/** Whether nothing is in flight that a fresh history could not carry over. */
export function canContinue(state: State): boolean {
  return state.result === null && state.ending === null && state.counters.pending === 0 && state.ready.length === 0;
}
