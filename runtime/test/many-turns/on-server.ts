import { fileURLToPath } from 'node:url';
import { FINAL_RUN_STATUSES, type Plan, type RunView, viewOf } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { uuidv7 } from '@omniroute/server-kit';
import { Client } from '@temporalio/client';
import proto, { type temporal } from '@temporalio/proto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { readRun } from '../../src/projection/read-run.ts';
import type { StartArgs } from '../../src/workflows/protocol.ts';
import type { startTestRuntime } from '../test-runtime.ts';
import { TENANT } from '../test-runtime.ts';
import { wholeChain } from '../whole-chain.ts';

type Runtime = Awaited<ReturnType<typeof startTestRuntime>>;

/** What a run of many turns cost on a server: over all its histories, and at most in one. */
export interface Cost {
  /** The run, and those that did stretches of its turns. */
  readonly workflows: number;
  readonly histories: number;
  readonly events: number;
  readonly most_events: number;
  readonly most_bytes: number;
  /** What a history began with. */
  readonly most_bytes_carried: number;
  readonly seconds: number;
}

/** Plays a plan on a server to its end; effects answer at once. */
export async function playOnServer(
  runtime: Runtime,
  plan: Plan,
  input: Json,
  division?: StartArgs['division'],
): Promise<{ readonly run: string; readonly output: Json; readonly cost: Cost }> {
  const run = uuidv7();
  const began = Date.now();
  const facts = { run, tenant: TENANT, service: 'many', version: 1, started_at: began, trigger: 'manual' };
  runtime.script(run, {
    plan,
    scenario: { name: 'many turns', mocks: { work: [{ output: null }] } },
    scale: 1,
    order: null,
  });
  const divided = division === undefined ? {} : { division };
  await runtime.runs.start({ plan: runtime.stores.add(plan), facts, input, time_scale: 1, ...divided });
  const result = await runtime.runs.result(TENANT, run, AbortSignal.timeout(900_000));
  const seconds = (Date.now() - began) / 1000;
  const { own, parts } = await wholeChain(runtime.runs, TENANT, run);
  const chain = [...own, ...Object.values(parts).flat()];
  const sizes = chain.map((events) => events.reduce((sum, event) => sum + bytesOf(event), 0));
  const first = chain.map(([start]) => (start === undefined ? 0 : bytesOf(start)));
  return {
    run,
    output: result?.status === 'completed' ? result.output : (result as unknown as Json),
    cost: {
      workflows: Object.keys(parts).length + 1,
      histories: chain.length,
      events: chain.reduce((sum, { length }) => sum + length, 0),
      most_events: Math.max(...chain.map(({ length }) => length)),
      most_bytes: Math.max(...sizes),
      most_bytes_carried: Math.max(...first),
      seconds,
    },
  };
}

function bytesOf(event: temporal.api.history.v1.IHistoryEvent): number {
  return proto.temporal.api.history.v1.HistoryEvent.encode(event).finish().length;
}

/** What people see of a run. */
export async function viewOnServer(runtime: Runtime, run: string): Promise<RunView> {
  const read = await readRun(runtime.runs, runtime.codec, TENANT, run);
  if (read === null || !FINAL_RUN_STATUSES.includes(read.view.status)) throw new Error(`${run} has not ended`);
  return viewOf(read.events);
}

/** Events of histories for each item, where every item has a child workflow: the parent's and the children's. */
export async function eventsWithChildren(runtime: Runtime, items: number, atOnce: number): Promise<number> {
  const connection = await NativeConnection.connect({ address: runtime.address });
  const taskQueue = 'child-for-each';
  const worker = await Worker.create({
    connection,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('child-for-each.ts', import.meta.url)),
    activities: { work: async () => null },
  });
  const { client } = runtime;
  return worker.runUntil(async () => {
    const all = Array.from({ length: items }, (_, n) => n);
    const plain = new Client({ connection: client.connection });
    const parent = await plain.workflow.start('childForEach', { workflowId: uuidv7(), taskQueue, args: [all, atOnce] });
    await parent.result();
    const { events = [] } = await parent.fetchHistory();
    let sum = events?.length ?? 0;
    for (const event of events ?? []) {
      const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution?.workflowId;
      if (child != null) sum += (await plain.workflow.getHandle(child).fetchHistory()).events?.length ?? 0;
    }
    return sum / items;
  });
}
