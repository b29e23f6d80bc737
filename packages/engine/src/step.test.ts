import { planOf, scheduled, TestRun } from '@omniroute/testing';
import { expect, test } from 'vitest';

test('an act is scheduled with its mapped input under its key, and its output moves the run on', () => {
  const plan = planOf({
    nodes: [{ id: 'send', op: 'act', input: { to: '${ input.phone }', text: 'Order ${ input.id }' } }],
    output: { value: { id: '${ nodes.send.id }' } },
  });
  const run = new TestRun(plan);
  expect(run.start({ phone: '+233', id: 7 })).toEqual([
    {
      type: 'schedule',
      key: 'send#1',
      node: 'send',
      index: 0,
      activity: 'work@1',
      input: { to: '+233', text: 'Order 7' },
      connection: null,
      options: 0,
    },
  ]);
  expect(run.done('send#1', { id: 'm1' })).toEqual([
    { type: 'upsert', attributes: { RunStatus: 'completed' } },
    { type: 'finish', status: 'completed', output: { id: 'm1' }, end_status: null },
  ]);
});

test('a result that nobody awaits, or that comes twice, changes nothing', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'a', op: 'act' },
        { id: 'b', op: 'act' },
      ],
    }),
  );
  run.start();
  expect(run.done('other#1')).toEqual([]);
  run.done('a#1');
  expect(run.done('a#1')).toEqual([]);
  expect(run.visits).toEqual(['a#1 completed', 'b#1 running']);
});

test('a second start changes nothing', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'a', op: 'act' }] }));
  run.start(1);
  expect(run.start(2)).toEqual([]);
  expect(run.state.input).toBe(1);
});

test('the token of a trigger begins where its edge leads', () => {
  const plan = planOf({
    triggers: [{ id: 'first' }, { id: 'second', to: 'b' }],
    nodes: [
      { id: 'a', op: 'act' },
      { id: 'b', op: 'act' },
    ],
  });
  expect(scheduled(new TestRun(plan).start(null, 'first'))).toEqual(['a#1']);
  expect(scheduled(new TestRun(plan).start(null, 'second'))).toEqual(['b#1']);
});

test('a plan without nodes completes at once', () => {
  expect(new TestRun(planOf({ nodes: [], output: { value: 1 } })).start()).toContainEqual({
    type: 'finish',
    status: 'completed',
    output: 1,
    end_status: null,
  });
});

test('a disabled node passes through with output null and is shown as skipped', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'a', op: 'act', disabled: true },
        { id: 'b', op: 'act', input: '${ nodes.a }' },
      ],
    }),
  );
  expect(run.start()).toMatchObject([{ type: 'schedule', key: 'b#1', input: null }]);
  expect(run.visits).toEqual(['a#1 skipped', 'b#1 running']);
});

test('the run is waiting when every token waits, and running while an effect is under way', () => {
  const run = new TestRun(
    planOf({
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
        { id: 'hold', op: 'wait', on: { duration: 'PT1H' }, to: null },
        { id: 'work', op: 'act', to: null },
      ],
    }),
  );
  run.start();
  expect(run.state.status).toBe('running');
  run.done('work#1');
  expect(run.state.status).toBe('waiting');
  run.pass();
  expect(run.events.flatMap((event) => (event.type === 'run' ? [event.status] : []))).toEqual([
    'running',
    'waiting',
    'completed',
  ]);
});

test('the deadline of the run fails it, however it waits', () => {
  const run = new TestRun(
    planOf({ deadline_ms: 5_000, nodes: [{ id: 'hold', op: 'wait', on: { duration: 'PT1H' } }] }),
  );
  expect(run.start()).toContainEqual({ type: 'start_timer', key: 'run:deadline', at: 5_000 });
  expect(run.pass().at(-1)).toMatchObject({ type: 'fail', status: 'failed', error: { code: 'timeout.service' } });
  expect(run.visits).toEqual(['hold#1 cancelled']);
});

test('the deadline counts from the start of the run, not from when the engine first sees it', () => {
  const run = new TestRun(
    planOf({ deadline_ms: 5_000, nodes: [{ id: 'hold', op: 'wait', on: { duration: 'PT1H' } }] }),
  );
  run.now = 1_000;
  const facts = { run: 'r', tenant: 't', service: 's', version: 1, started_at: 400, trigger: 'manual' };
  expect(run.step({ kind: 'start', facts, input: null })).toContainEqual({
    type: 'start_timer',
    key: 'run:deadline',
    at: 5_400,
  });
});

test('cancelling calls off what is in flight, and the run ends once that has reported back', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'a', op: 'act' },
        { id: 'b', op: 'act' },
      ],
    }),
  );
  run.start();
  expect(run.cancel()).toEqual([{ type: 'cancel', key: 'a#1' }]);
  expect(run.state.result).toBeNull();
  expect(run.failed('a#1', 'cancelled')).toEqual([
    { type: 'upsert', attributes: { RunStatus: 'cancelled' } },
    { type: 'fail', status: 'cancelled', error: { code: 'cancelled', message: 'no longer wanted' } },
  ]);
  expect(run.visits).toEqual(['a#1 cancelled']);
});

test('a run cancelled while it waits ends at once and cancels its timers', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'hold', op: 'wait', on: { duration: 'PT1H' } }] }));
  run.start();
  expect(run.cancel().map((command) => command.type)).toEqual(['cancel_timer', 'upsert', 'fail']);
});

test('nothing happens after the end', () => {
  const run = new TestRun(planOf({ nodes: [{ id: 'a', op: 'act' }] }));
  run.start();
  run.done('a#1');
  const before = JSON.stringify(run.state);
  expect([...run.cancel(), ...run.message('m', 'c'), ...run.done('a#1')]).toEqual([]);
  expect(JSON.stringify(run.state)).toBe(before);
});

test('the clock of the run never goes back', () => {
  const run = new TestRun(
    planOf({
      nodes: [
        { id: 'a', op: 'act' },
        { id: 'b', op: 'set', value: '${ string(now()) }' },
      ],
      output: { value: '${ nodes.b }' },
    }),
  );
  run.now = 60_000;
  run.start();
  run.now = 1_000;
  run.done('a#1');
  expect(run.state.result?.output).toBe('1970-01-01T00:01:00Z');
});
