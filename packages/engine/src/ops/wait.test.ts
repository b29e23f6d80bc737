import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

const HOUR = 3_600_000;
const confirm = { message: 'order.confirmed', correlation: '${ input }' } as const;

test('a duration ends after its time and leaves by out', () => {
  const run = new TestRun(
    planOf({ nodes: [{ id: 'w', op: 'wait', on: { duration: 'PT2H' } }], output: { value: '${ nodes.w }' } }),
  );
  expect(run.start()).toEqual([{ type: 'start_timer', key: 'w#1:duration', at: 2 * HOUR }]);
  run.pass();
  expect(run.state.result?.output).toEqual({ event: 'duration', payload: null, at: '1970-01-01T02:00:00Z' });
});

test.each(['PT0S', '-PT1H', '${ duration("0s") }'])('P14 a duration of zero or less is due at once: %s', (duration) => {
  const run = new TestRun(planOf({ nodes: [{ id: 'w', op: 'wait', on: { duration } }] }));
  expect(run.start().map((command) => command.type)).toEqual(['upsert', 'finish']);
});

test.each(['2026-01-05T09:00:00Z', '${ timestamp("2026-01-05T08:00:00Z") + duration("1h") }'])(
  'until ends at its instant: %s',
  (until) => {
    const run = new TestRun(planOf({ nodes: [{ id: 'w', op: 'wait', on: { until } }] }));
    expect(run.start()).toEqual([{ type: 'start_timer', key: 'w#1:until', at: Date.UTC(2026, 0, 5, 9) }]);
  },
);

test('an instant that has passed is due at once', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'w', op: 'wait', on: { until: '1969-01-01T00:00:00Z' } }] }));
  run.start();
  expect(run.state.result?.status).toBe('completed');
});

test('a time that is none is an error of the node', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'w', op: 'wait', on: { duration: '${ "soon" }' } }] }));
  run.start();
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'w' });
});

test('a wait takes the message with its name and correlation and cancels its timeout', () => {
  const plan = planOf({
    nodes: [
      { id: 'w', op: 'wait', on: confirm, timeout: { after: 'PT2H', to: 'late' } },
      { id: 'next', op: 'act', input: '${ nodes.w }', to: null },
      { id: 'late', op: 'act' },
    ],
  });
  const run = new TestRun(plan);
  run.start('o-1');
  expect(run.message('order.confirmed', 'o-2')).toEqual([]);
  expect(run.message('order.refused', 'o-1')).toEqual([]);
  run.now = 5;
  expect(run.message('order.confirmed', 'o-1', { by: 'sms' })).toMatchObject([
    { type: 'cancel_timer', key: 'w#1:timeout' },
    {
      type: 'schedule',
      key: 'next#1',
      input: { event: 'message', payload: { by: 'sms' }, at: '1970-01-01T00:00:00.005Z' },
    },
  ]);
});

test('a timeout that is connected leaves by its port, with the error in scope', () => {
  const plan = planOf({
    nodes: [
      { id: 'w', op: 'wait', on: confirm, timeout: { after: 'PT2H', to: 'late' }, to: null },
      { id: 'late', op: 'act', input: ['${ error.code }', '${ nodes.w.event }'] },
    ],
  });
  const run = new TestRun(plan);
  run.start('o-1');
  expect(run.pass()).toMatchObject([{ type: 'schedule', key: 'late#1', input: ['timeout.wait', 'timeout'] }]);
  expect(run.view.visits[0]).toMatchObject({ status: 'completed', port: 'timeout' });
});

test('a timeout that is not connected is raised as timeout.wait', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'w', op: 'wait', on: confirm, timeout: { after: 'PT2H' } }] }));
  run.start('o-1');
  run.pass();
  expect(run.state.result?.error).toMatchObject({ code: 'timeout.wait', node: 'w', iteration: '1' });
});

test('mail that came before the wait is taken by it', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'a', op: 'act' },
        { id: 'w', op: 'wait', on: confirm },
      ],
    }),
  );
  run.start('o-1');
  run.message('order.confirmed', 'o-1');
  expect(run.state.mail).toHaveLength(1);
  run.done('a#1');
  expect(run.state).toMatchObject({ mail: [], result: { status: 'completed' } });
});

test('a wait that wants fresh mail takes only what was received after it began', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'a', op: 'act' },
        { id: 'w', op: 'wait', on: { ...confirm, accept: 'fresh' } },
      ],
    }),
  );
  run.start('o-1');
  run.message('order.confirmed', 'o-1', {}, 'early');
  run.now = 10;
  run.done('a#1');
  run.now = 20;
  run.step({
    kind: 'message',
    id: 'handed over late',
    name: 'order.confirmed',
    correlation: 'o-1',
    payload: {},
    received_at: 9,
  });
  expect(run.state.status).toBe('waiting');
  run.message('order.confirmed', 'o-1', {}, 'fresh');
  expect(run.state.result?.status).toBe('completed');
});

test('a message with an id seen before is not delivered again, whatever became of it', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'w', op: 'wait', on: confirm },
        { id: 'x', op: 'wait', on: confirm },
      ],
    }),
  );
  run.start('o-1');
  run.message('order.confirmed', 'o-1', {}, 'm-1');
  run.message('order.confirmed', 'o-1', {}, 'm-1');
  expect(run.visits).toEqual(['w#1 completed', 'x#1 waiting']);
  run.message('order.confirmed', 'o-1', {}, 'm-2');
  expect(run.state.result?.status).toBe('completed');
});

test('ids of messages dedupe within their name', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'w', op: 'wait', events: { a: { message: 'a', correlation: 'c', to: 'x' } } },
        { id: 'x', op: 'wait', events: { b: { message: 'b', correlation: 'c', to: null } } },
      ],
    }),
  );
  run.start();
  run.message('a', 'c', {}, '1');
  run.message('b', 'c', {}, '1');
  expect(run.state.result?.status).toBe('completed');
});

test('of two open waits the one that opened first takes the message', () => {
  const plan = planOf({
    nodes: [
      {
        id: 'split',
        op: 'decide',
        mode: 'all',
        arms: [
          { id: 'x', when: '${ true }', to: 'slow' },
          { id: 'y', when: '${ true }', to: 'b' },
        ],
      },
      { id: 'slow', op: 'act', to: 'a' },
      { id: 'a', op: 'wait', on: confirm, to: null },
      { id: 'b', op: 'wait', on: confirm, to: null },
    ],
  });
  const run = new TestRun(plan);
  run.start('o-1');
  run.done('slow#1');
  run.message('order.confirmed', 'o-1');
  expect(run.visits).toContain('b#1 completed');
  expect(run.visits).toContain('a#1 waiting');
});

test('mail that nobody took is recorded as unread at the end', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'a', op: 'act' }] }));
  run.start();
  run.message('order.confirmed', 'o-1', {}, 'm-1');
  run.done('a#1');
  expect(run.events.filter((event) => event.type === 'message' && event.unread === true)).toMatchObject([
    { id: 'm-1', taken_by: null },
  ]);
});

test('a condition is looked at when the wait opens and after every change of variables', () => {
  const plan = planOf({
    variables: { ready: { initial: false } },
    nodes: [
      {
        id: 'split',
        op: 'decide',
        mode: 'all',
        arms: [
          { id: 'x', when: '${ true }', to: 'hold' },
          { id: 'y', when: '${ true }', to: 'work' },
        ],
      },
      { id: 'hold', op: 'wait', on: { condition: '${ vars.ready }' }, to: 'again' },
      { id: 'again', op: 'wait', on: { condition: '${ vars.ready }' }, to: null },
      { id: 'work', op: 'act' },
      { id: 'mark', op: 'set', assign: { ready: true }, to: null },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.state.status).toBe('running');
  run.done('work#1');
  expect(run.state.result?.status).toBe('completed');
  expect(run.visits.slice(1, 2)).toEqual(['hold#1 completed']);
});

test('a condition that cannot be evaluated fails its wait', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'w', op: 'wait', on: { condition: '${ vars.nothing }' } }] }));
  run.start();
  expect(run.state.result?.error).toMatchObject({ code: 'expression', node: 'w' });
});

test('a callback answers the visit whose key it carries', () => {
  const plan = planOf({
    nodes: [
      { id: 'w', op: 'wait', on: { callback: true } },
      { id: 'x', op: 'act', input: '${ nodes.w.payload }' },
    ],
  });
  const run = new TestRun(plan);
  run.start();
  expect(run.message('omniroute.callback', 'w#2', {})).toEqual([]);
  expect(run.message('omniroute.callback', 'w#1', { ok: true })).toMatchObject([
    { type: 'schedule', key: 'x#1', input: { ok: true } },
  ]);
});

test('of several events the first wins, the others let go', () => {
  const plan = planOf({
    nodes: [
      {
        id: 'w',
        op: 'wait',
        events: { paid: { message: 'paid', correlation: 'c', to: 'a' }, late: { duration: 'PT1H', to: 'b' } },
      },
      { id: 'a', op: 'act', to: null },
      { id: 'b', op: 'act', to: null },
    ],
  });
  const paid = new TestRun(plan);
  paid.start();
  expect(paid.message('paid', 'c').map((command) => ('key' in command ? command.key : ''))).toEqual([
    'w#1:late',
    'a#1',
  ]);
  const late = new TestRun(plan);
  late.start();
  expect(scheduled(late.pass())).toEqual(['b#1']);
  expect(late.message('paid', 'c')).toEqual([]);
});

test('P23 a wait won by a message cancels its timer, also over 1,000 turns', () => {
  const plan = planOf({
    nodes: [{ id: 'w', op: 'wait', on: { message: 'tick', correlation: 'c' }, timeout: { after: 'PT1H' }, to: 'w' }],
    loops: [{ node: 'w', max: null }],
  });
  const run = new TestRun(plan);
  run.start();
  for (let turn = 1; turn <= 1_000; turn += 1) run.message('tick', 'c', {}, `t${turn}`);
  expect(Object.keys(run.state.timers)).toEqual(['w#1001:timeout']);
});

test('a correlation known late is registered by an act, and a failure of that fails the wait', () => {
  const plan = planOf({
    nodes: [{ id: 'w', op: 'wait', on: confirm, timeout: { after: 'PT1H' }, subscribe: { key: '${ input }' } }],
  });
  const run = new TestRun(plan);
  expect(scheduled(run.start('o-1'))).toEqual(['w#1:subscribe']);
  expect(run.failed('w#1:subscribe', 'network.unreachable').map((command) => command.type)).toEqual([
    'cancel_timer',
    'upsert',
    'fail',
  ]);
});

test('a registration that fails after the wait was won means nothing', () => {
  const plan = planOf({
    nodes: [
      { id: 'w', op: 'wait', on: confirm, subscribe: {} },
      { id: 'x', op: 'act' },
    ],
  });
  const run = new TestRun(plan);
  run.start('o-1');
  run.message('order.confirmed', 'o-1');
  expect(run.failed('w#1:subscribe', 'network.unreachable')).toEqual([]);
  expect(run.visits).toEqual(['w#1 completed', 'x#1 running']);
});
