import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Plan, Scenario } from '@omniroute/plan';
import { uuidv7 } from '@omniroute/server-kit';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { dataConverter } from '../src/codec/index.ts';
import { workflowId } from '../src/workflows/protocol.ts';
import { startTestRuntime, TENANT } from './test-runtime.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

const PAIRS = 40;
const WARM_UP = 5;
const folder = new URL('../../templates/order-escalation/', import.meta.url);
const scenario = JSON.parse(readFileSync(new URL('scenarios/confirmed-in-time.json', folder), 'utf8')) as Scenario;
const answers = { order: scenario.mocks?.get_order?.[0]?.output, sms: scenario.mocks?.send_sms?.[0]?.output };

/** What one run cost. */
interface Cost {
  readonly milliseconds: number;
  readonly events: number;
  readonly bytes: number;
}

interface Comparison {
  readonly ours: readonly Cost[];
  readonly hand: readonly Cost[];
}

let measured: Promise<Comparison> | null = null;

/** Runs the confirmed path of the service interpreted and written by hand, in turns, on one server with one codec. */
function compare(): Promise<Comparison> {
  measured ??= measure();
  return measured;
}

async function measure(): Promise<Comparison> {
  const { plan } = compile(
    { text: readFileSync(new URL('service.json', folder), 'utf8') },
    { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry },
  );
  if (plan === undefined) throw new Error('the template is not sound');
  const runtime = await startTestRuntime();
  const native = await NativeConnection.connect({ address: runtime.address });
  const worker = await Worker.create({
    connection: native,
    taskQueue: 'hand-written',
    workflowsPath: fileURLToPath(new URL('hand-written-workflow.ts', import.meta.url)),
    dataConverter: dataConverter(runtime.codec),
  });
  // Activities on a queue of their own, as ours are: on the workflow's own queue the server may hand them over eagerly.
  const activities = await Worker.create({
    connection: native,
    taskQueue: 'hand-written-activities',
    dataConverter: dataConverter(runtime.codec),
    activities: { getOrder: async () => answers.order, sendSms: async () => answers.sms },
  });
  const running = Promise.all([worker.run(), activities.run()]);
  try {
    const ours: Cost[] = [];
    const hand: Cost[] = [];
    for (let pair = 0; pair < PAIRS + WARM_UP; pair += 1) {
      const costs = [await interpreted(runtime, plan), await handWritten(runtime)] as const;
      if (pair < WARM_UP) continue;
      ours.push(costs[0]);
      hand.push(costs[1]);
    }
    return { ours, hand };
  } finally {
    worker.shutdown();
    activities.shutdown();
    await running;
    await native.close();
    await runtime.stop();
  }
}

type TestRuntime = Awaited<ReturnType<typeof startTestRuntime>>;
const confirmation = {
  id: 'm-1',
  name: 'order.confirmed',
  correlation: 'o-1001',
  payload: { confirmed_by: 'customer' },
};

async function interpreted(runtime: TestRuntime, plan: Plan): Promise<Cost> {
  const run = uuidv7();
  runtime.script(run, { plan, scenario, scale: 1, order: null });
  const facts = {
    run,
    tenant: TENANT,
    service: 'order-escalation',
    version: 1,
    started_at: Date.now(),
    trigger: 'by_hand',
  };
  const began = performance.now();
  await runtime.runs.start({ plan: runtime.stores.add(plan), facts, input: { order_id: 'o-1001' }, time_scale: 1 });
  await runtime.runs.deliver(TENANT, run, { ...confirmation, received_at: Date.now() });
  return cost(runtime, workflowId(TENANT, run), began);
}

async function handWritten(runtime: TestRuntime): Promise<Cost> {
  const id = workflowId(TENANT, uuidv7());
  const began = performance.now();
  const handle = await runtime.client.workflow.start('handWritten', {
    workflowId: id,
    taskQueue: 'hand-written',
    args: [{ order_id: 'o-1001' }],
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    workflowIdConflictPolicy: 'USE_EXISTING',
    priority: { fairnessKey: TENANT },
    staticSummary: 'order-escalation',
    typedSearchAttributes: keywords({
      TenantId: TENANT,
      ServiceId: 'order-escalation',
      ServiceVersion: '1',
      RunStatus: 'running',
    }),
  });
  await handle.signal('message', confirmation);
  return cost(runtime, id, began);
}

/** Waits for the end, then reads the history: its events but for workflow tasks, its bytes as the server sends them. */
async function cost(runtime: TestRuntime, id: string, began: number): Promise<Cost> {
  const handle = runtime.client.workflow.getHandle(id);
  await handle.result();
  const milliseconds = performance.now() - began;
  const history = await handle.fetchHistory();
  const events = (history.events ?? []).filter(
    (event: HistoryEvent) => !String(event.eventType).match(/^(5|6|7|8|9)$/),
  ).length;
  const { historySize } = await handle.describe();
  return { milliseconds, events, bytes: historySize ?? 0 };
}

function keywords(attributes: Readonly<Record<string, string>>) {
  return Object.entries(attributes).map(([name, value]) => ({
    key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
    value,
  }));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function ratio(of: (cost: Cost) => number, unit: string) {
  return async () => {
    const { ours, hand } = await compare();
    const [a, b] = [median(ours.map(of)), median(hand.map(of))];
    return {
      value: a / b,
      detail: `${PAIRS} runs in turns; interpreted ${a.toFixed(1)} ${unit}, by hand ${b.toFixed(1)} ${unit} (medians)`,
    };
  };
}

export const benchmarks = [
  { id: 'temporal-events', unit: 'ratio', goal: { max: 1 }, slow: true, run: ratio((cost) => cost.events, 'events') },
  { id: 'temporal-bytes', unit: 'ratio', goal: { max: 1.1 }, slow: true, run: ratio((cost) => cost.bytes, 'bytes') },
  {
    id: 'temporal-latency-p50',
    unit: 'ratio',
    goal: { max: 1.05 },
    slow: true,
    run: ratio((cost) => cost.milliseconds, 'ms'),
  },
];
