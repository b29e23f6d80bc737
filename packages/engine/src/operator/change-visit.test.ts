import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { judgeOperation } from './judge-operation.ts';

const plan = planOf({
  nodes: [
    { id: 'charge', op: 'act', undo: { by: 'refund', on: 'attempted' } },
    { id: 'ship', op: 'act', input: '${ nodes.charge }' },
    { id: 'refund', op: 'act', input: '${ compensation.key }' },
  ],
  error_policy: 'compensate',
});

function charging(): TestRun {
  const run = new TestRun(plan);
  run.start();
  return run;
}

const judge = (run: TestRun, operation: Parameters<typeof judgeOperation>[2]) =>
  judgeOperation(run.plan, run.state, operation);

test('work that is retried is called off, reports back, and begins under a new key', () => {
  const run = charging();
  expect(run.operate({ action: 'retry', key: 'charge#1' })).toMatchObject([
    { type: 'answer', answer: { ok: true, outcome: 'charge#1~2' } },
    { type: 'cancel', key: 'charge#1' },
  ]);
  expect(judge(run, { action: 'retry', key: 'charge#1' })).toBe('"charge#1" is being called off already.');
  expect(scheduled(run.failed('charge#1', 'cancelled'))).toEqual(['charge#1~2']);
  expect(run.visits).toEqual(['charge#1 cancelled', 'charge#1~2 running']);
});

test('what was called off and what was done instead are both undone, each under a key of its own', () => {
  const run = charging();
  run.operate({ action: 'retry', key: 'charge#1' });
  run.failed('charge#1', 'cancelled');
  run.done('charge#1~2');
  expect(run.failed('ship#1', 'http.422')).toMatchObject([{ key: 'refund#1~2', input: 'charge#1~2' }]);
  expect(run.done('refund#1~2')).toMatchObject([{ key: 'refund#1', input: 'charge#1' }]);
  run.failed('refund#1', 'http.500');
  // ~2 is taken: the other side must not take this one for the undo of the other charge.
  expect(scheduled(run.operate({ action: 'retry_undo', key: 'refund#1' }))).toEqual(['refund#1~3']);
});

test('work that succeeded although it was called off is not done twice', () => {
  const run = charging();
  run.operate({ action: 'retry', key: 'charge#1' });
  expect(run.done('charge#1', 'paid')).toMatchObject([{ key: 'ship#1', input: 'paid' }]);
  expect(run.visits[0]).toBe('charge#1 completed');
});

test('a retry waits while the run is paused', () => {
  const run = charging();
  run.operate({ action: 'retry', key: 'charge#1' });
  run.operate({ action: 'pause' });
  expect(run.failed('charge#1', 'cancelled')).toEqual([]);
  expect(scheduled(run.operate({ action: 'resume' }))).toEqual(['charge#1~2']);
});

test('work that is skipped goes on with the output that was given, and what it may have done is undone', () => {
  const run = charging();
  expect(run.operate({ action: 'skip', key: 'charge#1', output: 'by hand' })).toMatchObject([
    { type: 'answer' },
    { type: 'cancel', key: 'charge#1' },
  ]);
  expect(run.failed('charge#1', 'cancelled')).toMatchObject([{ key: 'ship#1', input: 'by hand' }]);
  expect(run.visits[0]).toBe('charge#1 skipped');
  expect(scheduled(run.failed('ship#1', 'http.422'))).toEqual(['refund#1']);
});

test('an output that does not fit the type of the step is refused', () => {
  const nodes = plan.nodes.map((node) => (node.id === 'charge' && node.op === 'act' ? { ...node, output: 0 } : node));
  const run = new TestRun({ ...plan, nodes, types: [{ type: 'integer' }] });
  run.start();
  expect(judge(run, { action: 'skip', key: 'charge#1', output: 'five' })).toContain('The output does not fit');
  expect(judge(run, { action: 'skip', key: 'charge#1', output: 5 })).toBeNull();
});

const people = planOf({
  variables: { n: { initial: 0 } },
  messages: { m: true },
  nodes: [
    { id: 'split', op: 'fork', branches: { x: 'hold', y: 'ask', z: 'until' } },
    { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT1H' }, to: 'after' },
    { id: 'after', op: 'act', input: '${ nodes.hold.payload }', to: null },
    { id: 'ask', op: 'task', outcomes: { yes: null, no: null } },
    { id: 'until', op: 'wait', on: { condition: '${ vars.n > 1 }' }, to: null },
  ],
});

function open(): TestRun {
  const run = new TestRun(people);
  run.start();
  run.done('ask#1:open');
  return run;
}

test('a wait that is skipped takes the output as its payload and lets go of its timer', () => {
  const run = open();
  expect(run.operate({ action: 'skip', key: 'hold#1', output: { a: 1 } })).toMatchObject([
    { type: 'answer' },
    { type: 'cancel_timer', key: 'hold#1:timeout' },
    { type: 'schedule', key: 'after#1', input: { a: 1 } },
  ]);
});

test('a task that is skipped leaves by the outcome that is named, and by none that it has not', () => {
  const run = open();
  expect(judge(run, { action: 'skip', key: 'ask#1' })).toBe('Say by which port it leaves: yes, no.');
  expect(judge(run, { action: 'skip', key: 'ask#1', port: 'maybe' })).toContain('no outcome "maybe"');
  expect(scheduled(run.operate({ action: 'skip', key: 'ask#1', port: 'no' }))).toEqual(['ask#1:close']);
  run.done('ask#1:close');
  expect(run.view.visits.find(({ key }) => key === 'ask#1')).toMatchObject({ port: 'no', output: { by: 'ada' } });
});

test('a variable that is set is judged by its schema and wakes who waits for it', () => {
  const run = open();
  run.operate({ action: 'set_variable', variable: 'n', value: 2 });
  expect(run.visits).toContain('until#1 completed');
  expect(run.view.variables).toEqual({ n: 2 });
  expect(judge(run, { action: 'set_variable', variable: 'm', value: 2 })).toContain('no variable "m"');
  const typed = new TestRun({
    ...people,
    slots: people.slots.map((slot) => ({ ...slot, type: 0 })),
    types: [{ type: 'integer' }],
  });
  typed.start();
  expect(judge(typed, { action: 'set_variable', variable: 'n', value: 'x' })).toContain(
    'The value of "n" does not fit',
  );
});

test('what is not open cannot be retried or skipped', () => {
  const run = open();
  expect(judge(run, { action: 'retry', key: 'hold#1' })).toBe('"hold#1" is no work under way.');
  expect(judge(run, { action: 'skip', key: 'gone#1' })).toContain('"gone#1" is no open step');
});

test('a paused run takes a skip and a variable, and moves once it is resumed', () => {
  const run = charging();
  run.operate({ action: 'pause' });
  expect(judge(run, { action: 'set_variable', variable: 'none', value: 1 })).toBe(
    'The run has no variable "none"; those of a container cannot be set from outside.',
  );
  run.operate({ action: 'skip', key: 'charge#1', output: 'by hand' });
  expect(run.failed('charge#1', 'cancelled')).toEqual([]);
  expect(run.operate({ action: 'resume' })).toMatchObject([
    { type: 'answer' },
    { type: 'upsert' },
    { type: 'schedule', key: 'ship#1', input: 'by hand' },
  ]);
});
