import type { Plan } from '@omniroute/plan';
import type { Place, State } from './state.ts';

/** The state of a run that has not started: frame 0 is the run itself. */
export function createState(plan: Plan): State {
  return {
    abi: plan.abi,
    facts: null,
    input: null,
    clock: 0,
    status: 'running',
    frames: {
      0: {
        id: 0,
        region: 0,
        parent: null,
        owner: null,
        path: '',
        visits: {},
        outputs: {},
        slots: {},
        turns: {},
        last: null,
        beside: null,
        ...emptyPlace(),
      },
    },
    tokens: {},
    forks: {},
    branches: {},
    loops: {},
    scopes: {},
    calls: {},
    children: {},
    due: [],
    part: null,
    mutexes: {},
    rollbacks: {},
    incident: null,
    paused: false,
    held: [],
    redone: {},
    ready: [],
    draining: false,
    full: false,
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
    counters: {
      token: 0,
      frame: 0,
      fork: 0,
      branch: 0,
      rollback: 0,
      done: 0,
      live: 0,
      busy: 0,
      conditional: 0,
      pending: 0,
      rollbacks: 0,
      fuel: 0,
      yields: 0,
    },
  };
}

/** A place where nothing has happened. */
export function emptyPlace(): Place {
  return { tokens: {}, forks: {}, open: 0, done: [], adds: [], settling: false };
}
