import type { Operation, Plan, Scenario } from '@omniroute/plan';
import { uuidv7 } from '@omniroute/server-kit';
import { retryOf } from '@omniroute/testing';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readRun } from '../src/projection/read-run.ts';
import { effectPlan } from './effect-plan.ts';
import { playScenario } from './play-scenario.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

const saga = effectPlan({
  nodes: [
    { id: 'first', op: 'act', undo: { by: 'undo_first' } },
    { id: 'second', op: 'act', undo: { by: 'undo_second' } },
    { id: 'ship', op: 'act' },
    { id: 'undo_first', op: 'act' },
    { id: 'undo_second', op: 'act' },
  ],
  error_policy: 'compensate',
});
const no = { error: { code: 'http.422', message: 'no' } };
const failing: Scenario = { name: 'parked', input: null, mocks: { ship: [no], 'undo_second#1': [no] } };

const waiting = effectPlan({
  nodes: [
    { id: 'work', op: 'act' },
    { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'P30D' } },
    { id: 'last', op: 'act' },
  ],
  messages: { m: true },
});

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

beforeAll(async () => {
  // No sticky cache: every workflow task replays the run from the start, as another worker would.
  runtime = await startTestRuntime({
    maxCachedWorkflows: 0,
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 30 },
  });
});
afterAll(() => runtime.stop());

it.each([
  ['retried', { action: 'retry_undo', key: 'undo_second#1' }, ['undo_second#1~2 completed', 'undo_first#1 completed']],
  ['skipped', { action: 'skip_undo', key: 'undo_second#1' }, ['undo_first#1 completed']],
] as const)(
  'an undo that failed is %s by a person, and the run ends as the simulator says',
  async (_, operation, rest) => {
    const { view, run, expected } = await playScenario(runtime, saga, {
      ...failing,
      operations: [{ ...operation, at: 'PT1S', by: 'ada', reason: 'the bank said so' }],
    });
    expect(view.visits.map(({ key, status }) => `${key} ${status}`)).toEqual([
      'first#1 completed',
      'second#1 completed',
      'ship#1 failed',
      'undo_second#1 failed',
      ...rest,
    ]);
    expect([view.status, view.error]).toEqual([expected.view.status, expected.view.error]);
    expect(view.status).toBe('compensated');
    const events = (await readRun(runtime.runs, runtime.codec, TENANT, run))?.events ?? [];
    expect(events.filter((event) => event.type === 'operator')).toMatchObject([
      { ...operation, by: 'ada', reason: 'the bank said so' },
    ]);
  },
);

async function start(
  plan: Plan = waiting,
  scenario: Scenario = { name: 'waiting' },
  becomes = 'waiting',
): Promise<string> {
  const run = uuidv7();
  const facts = { run, tenant: TENANT, service: 's', version: 1, started_at: Date.now(), trigger: 'manual' };
  runtime.script(run, { plan, scenario, scale: 1, order: null });
  await runtime.runs.start({ plan: runtime.stores.add(plan), facts, input: null, time_scale: 1 });
  await status(run, becomes);
  return run;
}

const status = (run: string, wanted: string) =>
  vi.waitFor(async () => expect((await readRun(runtime.runs, runtime.codec, TENANT, run))?.view.status).toBe(wanted), {
    timeout: 20_000,
    interval: 50,
  });

const operate = (run: string, operation: Operation, update = uuidv7()) =>
  runtime.runs.operate(TENANT, run, update, { operation, by: 'ada', reason: 'because' }, AbortSignal.timeout(20_000));

const message = (run: string, id: string) =>
  runtime.runs.deliver(TENANT, run, {
    id,
    name: 'm',
    correlation: 'c',
    payload: {},
    received_at: Date.now(),
  });

it('an operation that cannot be done is refused with the reason, and history says nothing of it', async () => {
  const run = await start();
  const before = await runtime.runs.histories(TENANT, run);
  const refused = await operate(run, { action: 'resume' }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(WorkflowUpdateFailedError);
  expect((refused as WorkflowUpdateFailedError).cause).toMatchObject({ message: 'The run is not paused.' });
  expect(await runtime.runs.histories(TENANT, run)).toEqual(before);
  await runtime.runs.cancel(TENANT, run, 'enough');
});

it('a run that is terminated undoes nothing, and says who ended it and why', async () => {
  const run = await start();
  expect(await runtime.runs.terminate(TENANT, run, 'ada', 'at once')).toBe('done');
  const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
  expect([read?.closed, read?.view.status]).toEqual(['terminated', 'terminated']);
  expect(read?.events.at(-2)).toMatchObject({ type: 'operator', action: 'terminate', by: 'ada', reason: 'at once' });
  expect(await runtime.runs.terminate(TENANT, run, 'ada', 'again')).toBe('closed');
});

it('a run that is cancelled without compensation undoes nothing', async () => {
  const { view, expected } = await playScenario(runtime, saga, {
    name: 'left as it is',
    input: null,
    mocks: { ship: [{ after: 'PT20S' }] },
    operations: [{ action: 'cancel', compensate: false, at: 'PT5S', by: 'ada', reason: 'leave it' }],
  });
  expect(view.visits.map(({ key, status }) => `${key} ${status}`)).toEqual([
    'first#1 completed',
    'second#1 completed',
    'ship#1 cancelled',
  ]);
  expect([view.status, view.error]).toEqual([expected.view.status, expected.view.error]);
});

it('work that fails again and again is begun anew under another key, or skipped with an output', async () => {
  const busy = { error: { code: 'http.503', message: 'busy' } };
  const stuck = effectPlan({
    variables: { n: { initial: 1 } },
    nodes: [
      { id: 'a', op: 'act', options: { retry: [retryOf({})] } },
      { id: 'b', op: 'act', options: { retry: [retryOf({})] } },
    ],
    output: { value: ['${ nodes.b }', '${ vars.n }'] },
  });
  const run = await start(stuck, { name: 'stuck', mocks: { 'a#1': [busy], 'b#1': [busy] } }, 'running');
  const seen = async () => {
    const view = (await readRun(runtime.runs, runtime.codec, TENANT, run))?.view;
    return view?.visits.map(({ key, status, attempts }) => `${key} ${status}${attempts > 1 ? ' again' : ''}`) ?? [];
  };
  const comes = (visit: string) =>
    vi.waitFor(async () => expect(await seen()).toContain(visit), { timeout: 20_000, interval: 50 });
  await comes('a#1 running again');
  expect(await operate(run, { action: 'retry', key: 'a#1' })).toEqual({ outcome: 'a#1~2' });
  await comes('b#1 running again');
  await operate(run, { action: 'set_variable', variable: 'n', value: 2 });
  await operate(run, { action: 'skip', key: 'b#1', output: 'by hand' });
  await status(run, 'completed');
  expect((await readRun(runtime.runs, runtime.codec, TENANT, run))?.view).toMatchObject({
    output: ['by hand', 2],
    visits: [
      { key: 'a#1', status: 'cancelled' },
      { key: 'a#1~2', status: 'completed' },
      { key: 'b#1', status: 'skipped', output: 'by hand' },
    ],
  });
});

it('a paused run is paused in the fresh history that it goes on in, and keeps what comes until it is resumed', async () => {
  const run = await start();
  await operate(run, { action: 'pause' }, 'pause-1');
  for (let count = 0; ((await runtime.runs.histories(TENANT, run))?.length ?? 0) < 2; count += 1)
    await message(run, `m-${count}`);
  await status(run, 'paused');
  // The same request, sent again because its answer was lost, is answered alike in the fresh history.
  expect(await operate(run, { action: 'pause' }, 'pause-1')).toEqual({ outcome: '' });
  await operate(run, { action: 'resume' });
  await status(run, 'completed');
  const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
  expect(read?.view.visits.map((visit) => `${visit.key} ${visit.status}`)).toEqual([
    'work#1 completed',
    'hold#1 completed',
    'last#1 completed',
  ]);
  expect(read?.events.flatMap((event) => (event.type === 'operator' ? [event.action] : []))).toEqual([
    'pause',
    'resume',
  ]);
});
