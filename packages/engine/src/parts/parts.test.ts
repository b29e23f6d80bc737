import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { type NodeSketch, planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import type { Command } from '../command.ts';
import type { PartReport } from '../state.ts';
import { canDivide } from './can-divide.ts';

type EachSketch = Extract<NodeSketch, { op: 'each' }>;
const IN_PLACE = { steps: 10_000, fuel: 1_000_000, division: { above: 3, size: 2, apart: false } };
const APART = { ...IN_PLACE, division: { ...IN_PLACE.division, apart: true } };

function plan(each: Partial<EachSketch> = {}, work: Partial<NodeSketch> = {}, more: readonly NodeSketch[] = []): Plan {
  return planOf({
    variables: { sum: { initial: 0, merge: 'sum' }, base: { initial: 7 } },
    nodes: [
      { id: 'first', op: 'act' },
      { id: 'all', op: 'each', concurrency: 2, ...each },
      {
        id: 'work',
        op: 'act',
        input: '${ [item, index, nodes.first, vars.base] }',
        parent: 'all',
        ...work,
      } as NodeSketch,
      { id: 'add', op: 'set', add: { sum: '${ item }' }, value: '${ nodes.work }', parent: 'all' },
      { id: 'after', op: 'act', input: '${ [nodes.all, vars.sum] }' },
      ...more,
    ],
    output: { value: '${ nodes.after }' },
    error_policy: 'compensate',
  });
}

const ITEMS = [1, 2, 3, 4, 5];

/** A run that has come to its loop, and what it asked for there. */
function atTheLoop(made: Plan, items: Json = ITEMS): { readonly run: TestRun; readonly commands: readonly Command[] } {
  const run = new TestRun(made, APART);
  run.start(items);
  return { run, commands: run.done('first#1', 'f') };
}

/** The workflow that a command begins, as far as its first step. */
function begun(run: TestRun, commands: readonly Command[]): { readonly child: TestRun; readonly commands: Command[] } {
  const start = commands.find((command) => command.type === 'start_child');
  if (start?.type !== 'start_child') throw new Error(`No workflow begins: ${JSON.stringify(commands)}`);
  const child = new TestRun(run.plan, APART);
  child.state = JSON.parse(JSON.stringify(start.state));
  return { child, commands: child.start() };
}

function report(commands: readonly Command[]): PartReport {
  const end = commands.find((command) => command.type === 'finish');
  if (end?.type !== 'finish') throw new Error(`It has not ended: ${JSON.stringify(commands)}`);
  return end.output as unknown as PartReport;
}

const ended = (run: TestRun, first: number, child: readonly Command[]) =>
  run.step({ kind: 'child', key: `all#1:turns_${first}`, report: report(child) });

test('in place a stretch of turns begins when the one before has ended, with the same keys', () => {
  const run = new TestRun(plan(), IN_PLACE);
  run.start(ITEMS);
  expect(scheduled(run.done('first#1'))).toEqual(['work#1.1.1', 'work#1.2.1']);
  expect(scheduled(run.done('work#1.2.1'))).toEqual([]);
  expect(scheduled(run.done('work#1.1.1'))).toEqual(['work#1.3.1', 'work#1.4.1']);
});

test('a list that is not long is not divided', () => {
  expect(scheduled(atTheLoop(plan(), [1, 2, 3]).commands)).toEqual(['work#1.1.1', 'work#1.2.1']);
});

test('each stretch is done by a workflow of its own: what it reads, its keys, and what the loop gives are those of one run', () => {
  const { run, commands } = atTheLoop(plan());
  expect(commands.map(({ type }) => type)).toEqual(['start_child']);
  const one = begun(run, commands);
  expect(one.commands).toMatchObject([
    { type: 'schedule', key: 'work#1.1.1', input: [1, 0, 'f', 7] },
    { type: 'schedule', key: 'work#1.2.1', input: [2, 1, 'f', 7] },
  ]);
  one.child.done('work#1.2.1', 'b');
  const two = begun(run, ended(run, 1, one.child.done('work#1.1.1', 'a')));
  expect(two.commands).toMatchObject([{ key: 'work#1.3.1', input: [3, 2, 'f', 7] }, { key: 'work#1.4.1' }]);
  two.child.done('work#1.3.1', 'c');
  const three = begun(run, ended(run, 3, two.child.done('work#1.4.1', 'd')));
  expect(ended(run, 5, three.child.done('work#1.5.1', 'e'))).toMatchObject([
    { key: 'after#1', input: [{ items: ['a', 'b', 'c', 'd', 'e'], errors: [], count: 5 }, 15] },
  ]);
  expect([run.state.children, run.state.due]).toEqual([{}, []]);
  const told = [...run.events, ...one.child.events, ...two.child.events, ...three.child.events];
  const whole = new TestRun(plan(), IN_PLACE);
  whole.start(ITEMS);
  whole.done('first#1', 'f');
  for (const [n, output] of ['a', 'b', 'c', 'd', 'e'].entries()) whole.done(`work#1.${n + 1}.1`, output);
  const plain = (events: TestRun['events']) => events.map(({ seq: _, at: __, ...body }) => JSON.stringify(body)).sort();
  expect(plain(told)).toEqual(plain(whole.events));
});

test('with batch a turn of a stretch takes its list, and index goes on counting', () => {
  const { run, commands } = atTheLoop(plan({ batch: 2 }, { input: '${ [item, index] }' }, []), [1, 2, 3, 4, 5, 6, 7]);
  const made = planOf({
    nodes: [
      { id: 'all', op: 'each', concurrency: 2, batch: 2 },
      { id: 'work', op: 'act', input: '${ [item, index] }', parent: 'all' },
    ],
  });
  expect(commands).toHaveLength(1);
  const batched = new TestRun(made, APART);
  const one = begun(batched, batched.start([1, 2, 3, 4, 5, 6, 7]));
  expect(one.commands).toMatchObject([{ input: [[1, 2], 0] }, { input: [[3, 4], 1] }]);
  one.child.done('work#1.1.1');
  const two = begun(
    batched,
    batched.step({ kind: 'child', key: 'all#1:turns_1', report: report(one.child.done('work#1.2.1')) }),
  );
  expect(two.commands).toMatchObject([{ input: [[5, 6], 2] }, { input: [[7], 3] }]);
  expect(run.state.result).toBeNull();
});

test('what is tolerated counts over all stretches, by number and by share of the whole', () => {
  for (const tolerate of [{ count: 1 }, { percent: 20 }]) {
    const made = plan({ on_item_error: 'report', tolerate });
    const { run, commands } = atTheLoop(made);
    const one = begun(run, commands);
    one.child.failed('work#1.1.1', 'http.422');
    const two = begun(run, ended(run, 1, one.child.done('work#1.2.1')));
    two.child.failed('work#1.4.1', 'http.404');
    const after = two.child.failed('work#1.3.1', 'cancelled');
    ended(run, 3, after);
    expect(run.state.result).toMatchObject({
      status: 'failed',
      error: { code: 'http.404', node: 'work', iteration: '1.4.1' },
    });
  }
});

test('an item that fails ends its stretch and the loop; what stretches before had done is undone in reverse', () => {
  const undone: NodeSketch = { id: 'back', op: 'act', input: '${ compensation.key }', parent: 'all' };
  const made = plan({}, { undo: { by: 'back' } }, [undone]);
  const { run, commands } = atTheLoop(made);
  const one = begun(run, commands);
  one.child.done('work#1.2.1');
  const two = begun(run, ended(run, 1, one.child.done('work#1.1.1')));
  two.child.done('work#1.3.1');
  expect(scheduled(ended(run, 3, two.child.failed('work#1.4.1', 'http.422')))).toEqual(['back#1.3.1']);
  expect(scheduled(run.done('back#1.3.1'))).toEqual(['back#1.1.1']);
  expect(scheduled(run.done('back#1.1.1'))).toEqual(['back#1.2.1']);
  run.done('back#1.2.1');
  expect(run.state.result).toMatchObject({ status: 'compensated', error: { code: 'http.422', iteration: '1.4.1' } });
});

test('a run that is cancelled calls the stretch off and waits for what it had done', () => {
  const undone: NodeSketch = { id: 'back', op: 'act', input: '${ compensation.key }', parent: 'all' };
  const { run, commands } = atTheLoop(plan({}, { undo: { by: 'back', on: 'attempted' } }, [undone]));
  const { child } = begun(run, commands);
  child.done('work#1.1.1');
  expect(run.cancel()).toEqual([{ type: 'tell_child', key: 'all#1:turns_1', tell: 'cancel' }]);
  expect(run.state.result).toBeNull();
  expect(child.step({ kind: 'parent', tell: 'cancel' })).toMatchObject([{ type: 'cancel', key: 'work#1.2.1' }]);
  // The effect reached its target after all.
  const last = child.done('work#1.2.1', 'late');
  expect(scheduled(ended(run, 1, last))).toEqual(['back#1.2.1']);
  expect(scheduled(run.done('back#1.2.1'))).toEqual(['back#1.1.1']);
  run.done('back#1.1.1');
  expect(run.state.result?.status).toBe('cancelled');
  // It is told once more: nobody waits for it any more.
  expect(ended(run, 1, last)).toEqual([]);
});

test('a run that is paused pauses its stretch, and the next one begins once it is resumed', () => {
  const { run, commands } = atTheLoop(plan());
  const { child } = begun(run, commands);
  expect(run.operate({ action: 'pause' })).toContainEqual({ type: 'tell_child', key: 'all#1:turns_1', tell: 'pause' });
  child.step({ kind: 'parent', tell: 'pause' });
  child.done('work#1.1.1');
  child.done('work#1.2.1');
  expect(child.state.result).toBeNull();
  expect(run.operate({ action: 'resume' })).toContainEqual({
    type: 'tell_child',
    key: 'all#1:turns_1',
    tell: 'resume',
  });
  const last = child.step({ kind: 'parent', tell: 'resume' });
  run.operate({ action: 'pause' });
  expect(ended(run, 1, last)).toEqual([]);
  expect(run.operate({ action: 'resume' }).map(({ type }) => type)).toContain('start_child');
});

test('a run that drains begins no stretch, and begins it in the fresh history', () => {
  const { run, commands } = atTheLoop(plan());
  const { child } = begun(run, commands);
  child.done('work#1.1.1');
  const last = child.done('work#1.2.1');
  run.budget = { ...APART, drain: true };
  expect(ended(run, 1, last)).toEqual([]);
  run.state.draining = false;
  run.budget = APART;
  expect(run.step({ kind: 'tick' }).map(({ type }) => type)).toEqual(['start_child']);
});

test('a stretch that was ended from outside fails its loop, and one that is being cancelled is waited for no longer', () => {
  const lost = { kind: 'child', key: 'all#1:turns_1', report: null } as const;
  const { run } = atTheLoop(plan());
  run.step(lost);
  expect(run.state.result?.error).toMatchObject({ code: 'timeout.lost', node: 'all' });
  const cancelled = atTheLoop(plan()).run;
  cancelled.cancel();
  cancelled.step(lost);
  expect(cancelled.state.result?.status).toBe('cancelled');
});

test('a loop that is tried again has stretches of its own', () => {
  const { run, commands } = atTheLoop(
    plan({
      retry: [
        { on: null, initial_ms: 1000, coefficient: 2, maximum_ms: 1000, attempts: 2, jitter: 0, non_retryable: [] },
      ],
    }),
  );
  const { child } = begun(run, commands);
  child.failed('work#1.1.1', 'http.503');
  ended(run, 1, child.failed('work#1.2.1', 'cancelled'));
  const again = run.pass();
  expect(again).toMatchObject([{ type: 'start_child', key: 'all#2:turns_1' }]);
});

const bodies: readonly (readonly [string, readonly NodeSketch[], boolean])[] = [
  ['a wait for time', [{ id: 'hold', op: 'wait', on: { duration: 'PT1H' }, parent: 'all' }], true],
  ['a wait for a message', [{ id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, parent: 'all' }], false],
  ['a wait for a condition', [{ id: 'hold', op: 'wait', on: { condition: '${ true }' }, parent: 'all' }], false],
  ['a person', [{ id: 'ask', op: 'task', outcomes: { yes: null }, parent: 'all' }], false],
  ['an end of the run', [{ id: 'stop', op: 'end', terminate: true, parent: 'all' }], false],
  ['an end of the turn', [{ id: 'stop', op: 'end', parent: 'all' }], true],
  [
    'a mutex',
    [
      { id: 'box', op: 'scope', mutex: 'x', parent: 'all' },
      { id: 'in', op: 'act', parent: 'box' },
    ],
    false,
  ],
  [
    'a scope',
    [
      { id: 'box', op: 'scope', parent: 'all' },
      { id: 'in', op: 'act', parent: 'box' },
    ],
    true,
  ],
  [
    'a person in a scope',
    [
      { id: 'box', op: 'scope', parent: 'all' },
      { id: 'ask', op: 'task', outcomes: { yes: null }, parent: 'box' },
    ],
    false,
  ],
  [
    'a scope that undoes',
    [
      { id: 'box', op: 'scope', parent: 'all' },
      { id: 'in', op: 'act', parent: 'box', undo: { by: 'back' } },
      { id: 'back', op: 'act', parent: 'box' },
    ],
    false,
  ],
  ['a service that is found when it is called', [{ id: 'ship', op: 'call', service: 'ship', parent: 'all' }], false],
];

test.each(bodies)('a loop around %s may be divided: %#', (_, body, can) => {
  const made = planOf({ messages: { m: true }, nodes: [{ id: 'all', op: 'each', concurrency: 2, to: null }, ...body] });
  expect(canDivide(made, 0)).toBe(can);
});

test('a loop whose turns run one by one, or that an until stops, is not divided', () => {
  for (const each of [{ concurrency: 1 }, { until: '${ true }' }]) expect(canDivide(plan(each), 1)).toBe(false);
  expect(canDivide(plan(), 1)).toBe(true);
});
