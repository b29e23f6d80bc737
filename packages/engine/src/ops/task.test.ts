import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

const HOUR = 3_600_000;
const plan = planOf({
  nodes: [
    {
      id: 'call',
      op: 'task',
      task: { title: 'Call ${ input }', assignees: { roles: ['clerk'] } },
      outcomes: { done: 'next', refused: null },
    },
    { id: 'next', op: 'act', input: '${ nodes.call }' },
  ],
});

test('a task is opened by an act, answered, closed by an act, and leaves by its outcome', () => {
  const run = new TestRun(plan);
  expect(run.start('Ama')).toMatchObject([
    {
      type: 'schedule',
      key: 'call#1:open',
      activity: 'task.open@1',
      input: { key: 'call#1', node: 'call', task: { title: 'Call Ama', assignees: { roles: ['clerk'] } } },
    },
  ]);
  run.done('call#1:open');
  expect(run.state.status).toBe('waiting');
  run.now = HOUR;
  expect(run.answer('call#1', 'done', { note: 'ok' }, 'u-1')).toMatchObject([
    { type: 'answer', update: 'u-1', answer: { ok: true, outcome: 'done' } },
    {
      type: 'schedule',
      key: 'call#1:close',
      activity: 'task.close@1',
      input: { key: 'call#1', state: 'answered', outcome: 'done' },
    },
  ]);
  expect(run.done('call#1:close')).toMatchObject([
    {
      type: 'schedule',
      key: 'next#1',
      input: { outcome: 'done', data: { note: 'ok' }, by: 'ada', at: '1970-01-01T01:00:00Z' },
    },
  ]);
  expect(run.view.visits[0]).toMatchObject({ status: 'completed', port: 'done' });
});

test('an answer that comes while the inbox row is being written is taken, and the row closed after it was opened', () => {
  const run = new TestRun(plan);
  run.start('Ama');
  expect(run.answer('call#1', 'done').map((command) => command.type)).toEqual(['answer']);
  expect(scheduled(run.done('call#1:open'))).toEqual(['call#1:close']);
});

test('of two answers in one activation the first counts, the second is told that the task is closed', () => {
  const run = new TestRun(plan);
  run.start('Ama');
  run.done('call#1:open');
  const answer = (update: string, outcome: string) =>
    ({ kind: 'task', key: 'call#1', update, outcome, data: {}, by: 'ada' }) as const;
  expect(
    run.step(answer('u-1', 'done'), answer('u-2', 'refused')).filter((command) => command.type === 'answer'),
  ).toEqual([
    { type: 'answer', update: 'u-1', answer: { ok: true, outcome: 'done' } },
    { type: 'answer', update: 'u-2', answer: { ok: false, reason: 'The task is closed.' } },
  ]);
});

test('an update that is repeated gets the same answer, also after the run has ended', () => {
  const run = new TestRun(plan);
  run.start('Ama');
  run.done('call#1:open');
  run.answer('call#1', 'refused', {}, 'u-1');
  run.done('call#1:close');
  expect(run.state.result?.status).toBe('completed');
  expect(run.answer('call#1', 'refused', {}, 'u-1')).toEqual([
    { type: 'answer', update: 'u-1', answer: { ok: true, outcome: 'refused' } },
  ]);
  expect(run.answer('call#1', 'done', {}, 'u-2')).toEqual([
    { type: 'answer', update: 'u-2', answer: { ok: false, reason: 'The task is closed.' } },
  ]);
});

const escalating = planOf({
  nodes: [
    {
      id: 'call',
      op: 'task',
      outcomes: { done: null },
      due: 'PT4H',
      escalation: [
        { after: 'PT0S', to: { roles: ['lead'] } },
        { after: 'PT1H', to: { roles: ['${ input }'] } },
      ],
      timeout: { after: 'P1D', to: 'late' },
    },
    { id: 'late', op: 'act', input: ['${ error.code }', '${ nodes.call.outcome }'] },
  ],
});

test('due marks a task overdue and closes nothing; escalations count from due; the timeout closes it', () => {
  const run = new TestRun(escalating);
  const started = run.start('boss');
  expect(started.filter((command) => command.type === 'start_timer')).toEqual([
    { type: 'start_timer', key: 'call#1:due', at: 4 * HOUR },
    { type: 'start_timer', key: 'call#1:escalate1', at: 4 * HOUR },
    { type: 'start_timer', key: 'call#1:escalate2', at: 5 * HOUR },
    { type: 'start_timer', key: 'call#1:timeout', at: 24 * HOUR },
  ]);
  run.done('call#1:open');
  expect(run.pass()).toEqual([]);
  expect(run.state.tasks['call#1']).toMatchObject({
    overdue: true,
    settled: null,
    task: { due_at: '1970-01-01T04:00:00Z' },
  });
  expect(run.pass()).toMatchObject([
    { type: 'schedule', key: 'call#1:escalate1', input: { key: 'call#1', level: 1, to: { roles: ['lead'] } } },
  ]);
  expect(run.pass()).toMatchObject([
    { type: 'schedule', key: 'call#1:escalate2', input: { level: 2, to: { roles: ['boss'] } } },
  ]);
  run.done('call#1:escalate1');
  run.done('call#1:escalate2');
  expect(run.pass()).toMatchObject([
    { type: 'schedule', key: 'call#1:close', input: { state: 'timed_out', outcome: null } },
  ]);
  expect(run.done('call#1:close')).toMatchObject([
    { type: 'schedule', key: 'late#1', input: ['timeout.human_task', 'timeout'] },
  ]);
  expect(run.events.flatMap((event) => (event.type === 'task' ? [event.state] : []))).toEqual([
    'open',
    'overdue',
    'escalated',
    'escalated',
    'closed',
  ]);
});

test('an answer cancels what is still to come', () => {
  const run = new TestRun(escalating);
  run.start('boss');
  run.done('call#1:open');
  run.pass();
  const commands = run.answer('call#1', 'done');
  expect(commands.flatMap((command) => (command.type === 'cancel_timer' ? [command.key] : []))).toEqual([
    'call#1:escalate1',
    'call#1:escalate2',
    'call#1:timeout',
  ]);
});

test('a timeout that is not connected is raised as timeout.human_task, after the row is closed', () => {
  const run = new TestRun(
    planOf({ nodes: [{ id: 'call', op: 'task', outcomes: { done: null }, timeout: { after: 'PT1H' } }] }),
  );
  run.start();
  run.done('call#1:open');
  run.pass();
  expect(run.state.result).toBeNull();
  run.done('call#1:close');
  expect(run.state.result?.error).toMatchObject({ code: 'timeout.human_task', node: 'call' });
});

test('a task that cannot be opened fails its node: nobody would ever see it', () => {
  const run = new TestRun(
    planOf({ nodes: [{ id: 'call', op: 'task', outcomes: { done: null }, timeout: { after: 'PT1H' } }] }),
  );
  run.start();
  run.failed('call#1:open', 'network.unreachable');
  expect(run.state.result?.error).toMatchObject({ code: 'network.unreachable', node: 'call' });
});

test('a task whose escalation cannot be evaluated is withdrawn and fails its node', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        {
          id: 'call',
          op: 'task',
          outcomes: { done: null },
          due: 'PT1H',
          escalation: [{ after: 'PT1H', to: '${ input.nobody }' }],
        },
      ],
    }),
  );
  run.start({});
  run.done('call#1:open');
  run.pass();
  expect(run.pass()).toMatchObject([{ type: 'schedule', key: 'call#1:close', input: { state: 'withdrawn' } }]);
  run.done('call#1:close');
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'call' });
});

test('a row that cannot be closed does not hold the run', () => {
  const run = new TestRun(plan);
  run.start('Ama');
  run.done('call#1:open');
  run.answer('call#1', 'done');
  expect(scheduled(run.failed('call#1:close', 'network.unreachable'))).toEqual(['next#1']);
});
