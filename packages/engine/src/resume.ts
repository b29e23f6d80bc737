import type { Plan } from '@omniroute/plan';
import type { Command } from './command.ts';
import type { State } from './state.ts';

/** Commands that set up again, in a fresh history, what a run waits for: its timers, by their absolute instants. */
export function resume(_plan: Plan, state: State): Command[] {
  return state.timers.map(({ key, at }) => ({ type: 'start_timer', key, at }));
}

/** Whether nothing is in flight that a fresh history could not carry over. */
export function canContinue(state: State): boolean {
  return state.result === null && state.ending === null && state.pending.length === 0 && state.tokens.every((token) => token.key !== null);
}
