import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Json } from '@omniroute/primitives';
import { uuidv7 } from '@omniroute/server-kit';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import { dataConverter } from '../../src/codec/index.ts';
import { workflowId } from '../../src/workflows/protocol.ts';
import { RECORDING_KEY } from '../histories/recording-keys.ts';
import { startTestRuntime, TENANT } from '../test-runtime.ts';
import type { RaceFlow } from './flow.ts';

type History = temporal.api.history.v1.IHistory;
type TestRuntime = Awaited<ReturnType<typeof startTestRuntime>>;

/** Who runs a flow. */
export type Runner = 'interpreted' | 'by hand' | 'bare';

/** What one run cost. */
export interface Cost {
  readonly milliseconds: number;
  /** Events but for those of workflow tasks. */
  readonly events: number;
  /** Events with those. */
  readonly all: number;
  readonly bytes: number;
}

/** A server, workers for both, and a way to run a flow. */
export interface Track {
  readonly runtime: TestRuntime;
  readonly byHand: WorkflowBundle;
  /** Runs a flow from start to result; answers its workflow id and how long that took. */
  run(flow: RaceFlow, by: Runner): Promise<{ readonly id: string; readonly milliseconds: number }>;
  cost(id: string, milliseconds: number): Promise<Cost>;
  history(id: string): Promise<History>;
  /** Events of a run by hand that starts so many children, one after each other's start, and theirs; all of them. */
  children(count: number): Promise<number>;
}

const WORKFLOW_TASKS = new Set(['5', '6', '7', '8', '9']);

/** Starts what is needed, and ends it behind `body`. */
export async function withTrack<Result>(body: (track: Track) => Promise<Result>): Promise<Result> {
  const echo = await startEcho();
  const runtime = await startTestRuntime({ key: RECORDING_KEY });
  const native = await NativeConnection.connect({ address: runtime.address });
  const byHand = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('by-hand.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  let answer: (input: unknown) => Promise<Json> = async () => null;
  const workers = await Promise.all([
    Worker.create({
      connection: native,
      taskQueue: 'race',
      workflowBundle: byHand,
      dataConverter: dataConverter(runtime.codec),
      stickyQueueScheduleToStartTimeout: 3_000,
    }),
    Worker.create({
      connection: native,
      taskQueue: 'race-activities',
      activities: { httpRequest: (input: unknown) => answer(input) },
      dataConverter: dataConverter(runtime.codec),
      maxConcurrentActivityTaskExecutions: 100,
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const result = (flow: RaceFlow) => async () => {
    if (flow.calls) await (await fetch(echo.url, { method: 'POST', body: '{"ok":true}' })).json();
    return flow.answer;
  };

  async function interpreted(flow: RaceFlow): Promise<string> {
    const run = uuidv7();
    const scenario = { name: flow.id, input: flow.input };
    runtime.script(run, { plan: flow.plan, scenario, scale: 1, order: null, work: result(flow) });
    const facts = { run, tenant: TENANT, service: 'race', version: 1, started_at: Date.now(), trigger: 'manual' };
    const args = { plan: runtime.stores.add(flow.plan), facts, input: flow.input, time_scale: 1 };
    await runtime.runs.start(args);
    for (const message of flow.messages)
      await runtime.runs.deliver(TENANT, run, { id: 'm-1', ...message, received_at: Date.now() });
    await runtime.client.workflow.getHandle(workflowId(TENANT, run)).result();
    return workflowId(TENANT, run);
  }

  async function written(flow: RaceFlow, bare: boolean): Promise<string> {
    answer = result(flow);
    const id = workflowId(TENANT, uuidv7());
    const handle = await runtime.client.workflow.start(flow.id, {
      workflowId: id,
      taskQueue: 'race',
      args: [{ input: flow.input, bare }],
      ...(bare ? {} : PRODUCT),
    });
    for (const message of flow.messages)
      await handle.signal('message', { id: 'm-1', ...message, received_at: Date.now() });
    await handle.result();
    return id;
  }

  const track: Track = {
    runtime,
    byHand,
    async run(flow, by) {
      const began = performance.now();
      const id = by === 'interpreted' ? await interpreted(flow) : await written(flow, by === 'bare');
      return { id, milliseconds: performance.now() - began };
    },
    async cost(id, milliseconds) {
      const handle = runtime.client.workflow.getHandle(id);
      const { historySize, historyLength } = await handle.describe();
      const events = ownEvents(await handle.fetchHistory());
      return { milliseconds, events, all: historyLength, bytes: historySize ?? 0 };
    },
    history: (id) => runtime.client.workflow.getHandle(id).fetchHistory(),
    async children(count) {
      answer = async () => ({ ok: true });
      const id = workflowId(TENANT, uuidv7());
      const handle = await runtime.client.workflow.start('children', {
        workflowId: id,
        taskQueue: 'race',
        args: [count],
      });
      await handle.result();
      const ids = [id, ...Array.from({ length: count }, (_, index) => `${id}/${index}`)];
      const lengths = await Promise.all(
        ids.map(async (each) => (await runtime.client.workflow.getHandle(each).describe()).historyLength),
      );
      return lengths.reduce((sum, length) => sum + length, 0);
    },
  };
  try {
    return await body(track);
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    await native.close();
    await runtime.stop();
    echo.close();
  }
}

/** What a run of the product carries besides its input. */
const PRODUCT = {
  workflowIdReusePolicy: 'REJECT_DUPLICATE',
  workflowIdConflictPolicy: 'USE_EXISTING',
  priority: { fairnessKey: TENANT },
  staticSummary: 'race',
  typedSearchAttributes: Object.entries({
    TenantId: TENANT,
    ServiceId: 'race',
    ServiceVersion: '1',
    RunStatus: 'running',
  }).map(([name, value]) => ({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value })),
} as const;

function ownEvents(history: History): number {
  return (history.events ?? []).filter((event) => !WORKFLOW_TASKS.has(String(event.eventType))).length;
}

async function startEcho(): Promise<{ url: string; close(): void }> {
  const server: Server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    request.pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}
