import type { OpName } from './ops.ts';

/**
 * History events of each op on Temporal, as [least, most]: what the compiler estimates with and what the engine is
 * measured against. An activity is 3 events and 3 for the workflow task that follows; tasks coalesce when several
 * completions arrive together, hence ranges. Control ops cost nothing.
 */
export const EVENT_PRICES: Readonly<
  Record<OpName, { readonly events: readonly [least: number, most: number]; readonly note: string }>
> = {
  act: { events: [3, 6], note: 'one activity' },
  decide: { events: [0, 0], note: 'control' },
  fork: { events: [0, 0], note: 'control' },
  join: { events: [0, 1], note: 'control; a cancelled effect of the rest 1' },
  each: { events: [0, 0], note: 'its body; where it is done in stretches, 20 for each thousand turns' },
  while: { events: [0, 0], note: 'its body' },
  scope: { events: [0, 3], note: 'its body; a timeout 2 (+1 when it is not needed)' },
  call: {
    events: [0, 12],
    note: 'its own nodes; found when it is called 6, unless it is part of the plan; messages known from its input 6',
  },
  wait: { events: [1, 8], note: 'a message 1 (+3), a timer 2 (+3), a lost timer +1, a late registration 6' },
  task: {
    events: [14, 24],
    note: 'open 6, close 6, answer 2 (+3), each timer 2 (+1 when cancelled), each escalation 6',
  },
  set: { events: [0, 0], note: 'control' },
  end: { events: [0, 0], note: 'control' },
  raise: { events: [0, 0], note: 'control' },
};
