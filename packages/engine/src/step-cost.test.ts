import { planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { createState } from './create-state.ts';
import type { Event } from './event.ts';
import type { State } from './state.ts';
import { step } from './step.ts';

const plan = planOf({
  messages: { m: true },
  nodes: [
    { id: 'all', op: 'each', concurrency: 1_000_000 },
    {
      id: 'hold',
      op: 'wait',
      on: { message: 'm', correlation: '${ string(item) }' },
      timeout: { after: 'P1D', to: 'work' },
      to: 'work',
      parent: 'all',
    },
    { id: 'work', op: 'act', undo: { by: 'back' }, parent: 'all' },
    { id: 'back', op: 'act', parent: 'all' },
  ],
});
const facts = { run: 'r', tenant: 't', service: 's', version: 1, started_at: 0, trigger: 'manual' };
const BUDGET = { steps: 1_000_000, fuel: 1_000_000_000 };

/** A state whose records and lists count how often anything of them is looked at or changed. */
function counted(state: State): { readonly state: State; touched: number } {
  const count = { state, touched: 0 };
  const touch = <Result>(result: Result): Result => {
    count.touched += 1;
    return result;
  };
  const watch = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get: (target, name) => touch(Reflect.get(target, name)),
      set: (target, name, value) => touch(Reflect.set(target, name, value)),
      deleteProperty: (target, name) => touch(Reflect.deleteProperty(target, name)),
      getOwnPropertyDescriptor: (target, name) => touch(Reflect.getOwnPropertyDescriptor(target, name)),
    });
  const parts = Object.entries(state).map(([name, part]) =>
    typeof part === 'object' && part !== null && name !== 'counters' && name !== 'facts'
      ? [name, watch(part)]
      : [name, part],
  );
  return Object.assign(count, { state: Object.fromEntries(parts) as State });
}

/** How much of a run with so many items open a few events touch. */
function touches(items: number): number[] {
  const fresh = createState(plan);
  const input = Array.from({ length: items }, (_, n) => n);
  step(plan, fresh, [{ kind: 'start', at: 0, facts, input }], BUDGET);
  const count = counted(fresh);
  const touching = (event: Event) => {
    count.touched = 0;
    step(plan, count.state, [event], BUDGET);
    return count.touched;
  };
  const message = (n: number): Event => ({
    kind: 'message',
    at: 1,
    id: `m-${n}`,
    name: 'm',
    correlation: `${n}`,
    payload: null,
  });
  const done = (n: number): Event => ({
    kind: 'activity',
    at: 1,
    key: `work#1.${n + 1}.1`,
    attempts: 1,
    result: { ok: true, output: n },
  });
  // The first message makes an index of what is waited for.
  touching(message(7));
  return [
    touching(message(8)),
    touching(message(-1)),
    touching(done(7)),
    touching({ kind: 'timer', at: 86_400_000, key: 'hold#1.10.1:timeout' }),
    touching(done(9)),
    touching({ kind: 'tick', at: 86_400_000 }),
  ];
}

test('P10: a step touches as little of a run with ten thousand items open as of one with a hundred', () => {
  const few = touches(100);
  expect(few.every((count) => count > 0)).toBe(true);
  expect(touches(10_000)).toEqual(few);
});
