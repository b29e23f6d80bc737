import type { Plan } from '@omniroute/plan';
import type { State } from './state.ts';

/** The state of a run that has not started: frame 0 is the run itself. */
export function createState(plan: Plan): State {
  return {
    abi: plan.abi,
    facts: null,
    input: null,
    clock: 0,
    status: 'running',
    frames: { 0: { region: 0, parent: null, path: '', visits: {}, outputs: {}, slots: {}, turns: {} } },
    tokens: {},
    ready: [],
    pending: {},
    timers: {},
    waits: {},
    tasks: {},
    mail: [],
    seen: [],
    answered: [],
    ending: null,
    end: null,
    result: null,
    counters: { token: 0, live: 0, busy: 0, conditional: 0, pending: 0, fuel: 0, yields: 0 },
  };
}
