import { viewOf } from '@omniroute/plan';
import { planOf, retryOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const ORDER = planOf({
  input: { type: 'object', properties: { id: { type: 'string' }, phone: { type: 'string' } }, required: ['id'] },
  variables: { escalated: { schema: { type: 'boolean' }, initial: false } },
  messages: { 'order.confirmed': { type: 'object', properties: { by: { type: 'string' } } } },
  nodes: [
    {
      id: 'send',
      op: 'act',
      input: { to: '${ input.phone }' },
      continue: { sent: false },
      output: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      options: { retry: [retryOf({ attempts: 3 })] },
    },
    {
      id: 'confirm',
      op: 'wait',
      on: { message: 'order.confirmed', correlation: '${ input.id }' },
      timeout: { after: 'PT2H', to: 'flag' },
      to: null,
    },
    { id: 'flag', op: 'set', assign: { escalated: true } },
    {
      id: 'call',
      op: 'task',
      outcomes: { done: null },
      required: { done: ['note'] },
      due: 'PT4H',
      escalation: [{ after: 'PT0S', to: { roles: ['manager'] } }],
    },
  ],
  output: { value: { escalated: '${ vars.escalated }' } },
});
const input = { id: 'o-1', phone: '+233' };

test('a scripted run is reported with path, calls, output, variables and time', () => {
  const {
    events: _,
    reached: __,
    ...report
  } = simulate(ORDER, {
    name: 'escalates',
    input,
    mocks: { send: [{ error: { code: 'http.503', message: 'busy' } }, { after: 'PT1S', output: { id: 'm1' } }] },
    tasks: [{ node: 'call', at: 'PT3H', outcome: 'done', data: { note: 'ok' }, by: 'ada' }],
  });
  expect(report).toEqual({
    status: 'completed',
    output: { escalated: true },
    error: null,
    path: [
      { node: 'send', iteration: '1', status: 'completed', at: 'PT0S' },
      { node: 'confirm', iteration: '1', status: 'completed', at: 'PT2S' },
      { node: 'flag', iteration: '1', status: 'completed', at: 'PT2H2S' },
      { node: 'call', iteration: '1', status: 'completed', at: 'PT2H2S' },
    ],
    calls: [
      { node: 'send', key: 'send#1', attempt: 1, input: { to: '+233' } },
      { node: 'send', key: 'send#1', attempt: 2, input: { to: '+233' } },
    ],
    duration: 'PT3H',
    variables: { escalated: true },
  });
});

test('the same plan and scenario give the same report, event for event', () => {
  const scenario = { name: 's', input, messages: [{ at: 'PT1H', name: 'order.confirmed', correlation: 'o-1' }] };
  expect(simulate(ORDER, scenario)).toEqual(simulate(ORDER, scenario));
});

test('a run for which nothing more is scripted rests in status waiting', () => {
  const report = simulate(ORDER, { name: 's', input });
  expect([report.status, report.path.at(-1)]).toEqual([
    'waiting',
    { node: 'call', iteration: '1', status: 'waiting', at: 'PT2H' },
  ]);
});

test('an input that does not fit is shown as failed, with no calls and no path', () => {
  const { events, ...report } = simulate(ORDER, { name: 's', input: {} });
  expect(report).toMatchObject({
    status: 'failed',
    error: { code: 'validation.input' },
    path: [],
    calls: [],
    duration: 'PT0S',
  });
  expect(events).toMatchObject([{ type: 'run', status: 'failed' }]);
});

test('a scenario with an event in place of the input goes through the trigger', () => {
  const plan = planOf({
    triggers: [{ id: 't', input: { id: '${ event.data.id }' }, when: '${ event.data.real }' }],
    nodes: [],
    output: { value: '${ input }' },
  });
  expect(simulate(plan, { name: 's', event: { data: { id: 'o-1', real: true } } }).output).toEqual({ id: 'o-1' });
  expect(simulate(plan, { name: 's', event: { data: { id: 'o-1', real: false } } })).toMatchObject({
    status: 'failed',
    path: [],
  });
  expect(simulate(plan, { name: 's', input: 'given' }).output).toBe('given');
});

test('a node without a mock answers at once with the smallest value that fits', () => {
  const plan = planOf({
    nodes: [
      {
        id: 'a',
        op: 'act',
        output: { type: 'object', properties: { n: { type: 'integer', minimum: 3 } }, required: ['n'] },
      },
    ],
    output: { value: '${ nodes.a }' },
  });
  expect(simulate(plan, { name: 's', input: null })).toMatchObject({ output: { n: 3 }, duration: 'PT0S' });
});

const TWICE = planOf({
  variables: { n: { initial: 0 } },
  nodes: [
    { id: 'a', op: 'act', errors: [{ to: null }], options: { retry: [retryOf({ attempts: 2 })] } },
    { id: 'inc', op: 'set', assign: { n: '${ vars.n + 1 }' } },
    { id: 'd', op: 'decide', arms: [{ id: 'again', when: '${ vars.n < 2 }', to: 'a' }], otherwise: null },
  ],
  loops: [{ node: 'd', port: 'again', max: 5 }],
});
const busy = { error: { code: 'http.503', message: 'busy' } };

test('mocks answer one an attempt, the last repeats, and the list restarts with each key', () => {
  const { calls } = simulate(TWICE, { name: 's', input: null, mocks: { a: [busy, { output: 1 }] } });
  expect(calls.map(({ key, attempt }) => `${key} ${attempt}`)).toEqual(['a#1 1', 'a#1 2', 'a#2 1', 'a#2 2']);
});

test('a list under an exact key wins', () => {
  const { calls } = simulate(TWICE, { name: 's', input: null, mocks: { a: [busy, {}], 'a#2': [{}] } });
  expect(calls.map(({ key, attempt }) => `${key} ${attempt}`)).toEqual(['a#1 1', 'a#1 2', 'a#2 1']);
});

test.each([
  ['slower than start_to_close', { after: 'PT31S' }, 'timeout.run', 'PT30S'],
  [
    'a scripted error',
    { error: { code: 'business.payment.declined', message: 'no' } },
    'business.payment.declined',
    'PT0S',
  ],
  ['an output that does not fit', { output: { n: 'x' } }, 'validation.output', 'PT0S'],
  ['an output that is too large', { output: { n: 1, text: 'x'.repeat(100) } }, 'limit.payload', 'PT0S'],
])('a mock fails the node: %s', (_, answer, code, duration) => {
  const plan = planOf({
    payload_bytes: 100,
    nodes: [{ id: 'a', op: 'act', output: { type: 'object', properties: { n: { type: 'integer' } } } }],
  });
  expect(simulate(plan, { name: 's', input: null, mocks: { a: [answer] } })).toMatchObject({
    status: 'failed',
    error: { code, node: 'a', attempt: 1 },
    duration,
  });
});

test('what later steps do not read is cut from an output, does not count towards its size, and can be looked at', () => {
  const plan = planOf({
    payload_bytes: 100,
    nodes: [
      { id: 'a', op: 'act', keep: { fields: { n: null } } },
      { id: 'b', op: 'act', keep: {} },
    ],
    output: { value: '${ nodes }' },
  });
  const whole = { n: 1, text: 'x'.repeat(200) };
  const { output, events } = simulate(plan, {
    name: 's',
    input: null,
    mocks: { a: [{ output: whole }], b: [{ output: 1 }] },
  });
  expect(output).toEqual({ a: { n: 1 }, b: 1 });
  expect(viewOf(events).visits.map((visit) => [visit.output, visit.cut])).toEqual([
    [{ n: 1 }, { bytes: ',"text":""'.length + 200, whole }],
    [1, undefined],
  ]);
});

test('retries follow the policy, and Retry-After is honoured', () => {
  const plan = planOf({ nodes: [{ id: 'a', op: 'act', options: { retry: [retryOf({ attempts: 3 })] } }] });
  const quota = { error: { code: 'quota', message: 'slow down', retry_after: 'PT1M' } };
  const report = simulate(plan, { name: 's', input: null, mocks: { a: [busy, quota, { after: 'PT5S' }] } });
  expect([report.status, report.duration, report.calls.length]).toEqual(['completed', 'PT1M6S', 3]);
  expect(
    report.events
      .filter((event) => event.type === 'attempt')
      .map(({ attempt, next_at, at }) => [attempt, (next_at ?? 0) - at]),
  ).toEqual([
    [1, 1_000],
    [2, 60_000],
  ]);
});

test('timeout.total bounds all attempts and pauses', () => {
  const plan = planOf({ nodes: [{ id: 'a', op: 'act', options: { retry: [retryOf()], total_ms: 10_000 } }] });
  const report = simulate(plan, { name: 's', input: null, mocks: { a: [{ ...busy, after: 'PT1S' }] } });
  expect([report.status, report.calls.length, report.duration]).toEqual(['failed', 3, 'PT6S']);
});

test('an effect that may not be repeated is tried once', () => {
  const plan = planOf({ nodes: [{ id: 'a', op: 'act', options: { idempotency: 'none', retry: [retryOf()] } }] });
  expect(simulate(plan, { name: 's', input: null, mocks: { a: [busy] } }).calls).toHaveLength(1);
});

test('acts that serve a node are no calls', () => {
  expect(
    simulate(ORDER, {
      name: 's',
      input,
      tasks: [{ node: 'call', at: 'PT7H', outcome: 'done', data: { note: 'late' } }],
    }),
  ).toMatchObject({
    status: 'completed',
    calls: [{ node: 'send' }],
    duration: 'PT7H',
  });
});

test('a message at the very instant of the timeout wins', () => {
  const report = simulate(ORDER, {
    name: 's',
    input,
    messages: [{ at: 'PT2H', name: 'order.confirmed', correlation: 'o-1' }],
  });
  expect([report.status, report.output, report.duration]).toEqual(['completed', { escalated: false }, 'PT2H']);
});

test('an answer at the instant in which its task opens is taken', () => {
  const plan = planOf({ nodes: [{ id: 'call', op: 'task', outcomes: { done: null } }] });
  expect(
    simulate(plan, { name: 's', input: null, tasks: [{ node: 'call', at: 'PT0S', outcome: 'done' }] }),
  ).toMatchObject({ status: 'completed', duration: 'PT0S' });
});

test('callbacks answer the visit that is open, or the next one', () => {
  const plan = planOf({
    nodes: [
      { id: 'pause', op: 'wait', on: { duration: 'PT1H' } },
      { id: 'hook', op: 'wait', on: { callback: { type: 'object', required: ['ok'] } } },
    ],
    output: { value: '${ nodes.hook.payload }' },
  });
  const at = (...times: string[]) =>
    simulate(plan, {
      name: 's',
      input: null,
      callbacks: times.map((time) => ({ node: 'hook', at: time, payload: { ok: time } })),
    });
  expect([at('PT2H').output, at('PT10M').output, at('PT10M', 'PT2H').duration]).toEqual([
    { ok: 'PT2H' },
    { ok: 'PT10M' },
    'PT1H',
  ]);
  expect(
    simulate(plan, { name: 's', input: null, callbacks: [{ node: 'hook', at: 'PT2H', payload: {} }] }).status,
  ).toBe('waiting');
});

test('cancel_at cancels the run, and attempts that were still to come are not made', () => {
  const plan = planOf({ nodes: [{ id: 'a', op: 'act', options: { retry: [retryOf()] } }] });
  const report = simulate(plan, { name: 's', input: null, cancel_at: 'PT2S', mocks: { a: [busy] } });
  expect(report).toMatchObject({
    status: 'cancelled',
    duration: 'PT2S',
    error: { code: 'cancelled' },
    path: [{ node: 'a', status: 'cancelled' }],
  });
  expect(report.calls).toHaveLength(2);
});

test('the deadline of the run ends it', () => {
  const plan = planOf({ deadline_ms: 86_400_000, nodes: [{ id: 'w', op: 'wait', on: { duration: 'P7D' } }] });
  expect(simulate(plan, { name: 's', input: null })).toMatchObject({
    status: 'failed',
    duration: 'P1D',
    error: { code: 'timeout.service' },
  });
});

test('expressions see the run, and the time the scenario gives it', () => {
  const plan = planOf({
    triggers: [{ id: 'placed' }],
    nodes: [],
    output: {
      value: [
        '${ run.id }',
        '${ run.started_at }',
        '${ trigger.id }',
        '${ tenant.id }',
        '${ service.id }',
        '${ string(now()) }',
      ],
    },
  });
  const output = simulate(
    plan,
    { name: 's', input: null, now: '2026-01-05T09:00:00Z' },
    { service: 'order', tenant: 'acme', run: 'r-1' },
  ).output;
  expect(output).toEqual(['r-1', '2026-01-05T09:00:00Z', 'placed', 'acme', 'order', '2026-01-05T09:00:00Z']);
});

test('a time that cannot be read is refused with the name of the scenario', () => {
  expect(() => simulate(ORDER, { name: 'late', input, cancel_at: 'soon' })).toThrow(
    'Scenario "late": "soon" is not a duration',
  );
  expect(() => simulate(ORDER, { name: 'late', input, now: 'today' })).toThrow(
    'Scenario "late": "today" is not an instant',
  );
});

test('a policy without limit against a mock that always fails ends at the deadline', () => {
  const plan = planOf({ deadline_ms: 86_400_000, nodes: [{ id: 'a', op: 'act', options: { retry: [retryOf()] } }] });
  const report = simulate(plan, { name: 's', input: null, mocks: { a: [busy] } });
  expect([report.error?.code, report.duration, report.calls.length]).toEqual(['timeout.service', 'P1D', 1_445]);
});

test('without a deadline it is stopped while it runs, and said to be running', () => {
  const plan = planOf({ nodes: [{ id: 'a', op: 'act', options: { retry: [retryOf()] } }] });
  expect(simulate(plan, { name: 's', input: null, mocks: { a: [busy] } }).status).toBe('running');
});

test('a timer that was cancelled does not move the clock', () => {
  const report = simulate(ORDER, {
    name: 's',
    input,
    messages: [{ at: 'PT1H', name: 'order.confirmed', correlation: 'o-1' }],
  });
  const plan = planOf({
    messages: { m: true },
    nodes: [
      { id: 'w', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT2H', to: null } },
      { id: 'x', op: 'wait', on: { message: 'm', correlation: 'c' } },
    ],
  });
  expect([
    report.duration,
    simulate(plan, { name: 's', input: null, messages: [{ at: 'PT1H', name: 'm', correlation: 'c' }] }).duration,
  ]).toEqual(['PT1H', 'PT1H']);
});
