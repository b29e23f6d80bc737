import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  Client,
  Connection,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from '../src/activities.ts';
import { ActivityInterceptor } from '../src/lib/activity-interceptor.ts';
import type { OpenTask } from '../src/lib/human-task.ts';
import { isObject, type Json } from '../src/lib/json.ts';
import { misfitOf } from '../src/lib/schema.ts';
import { durationOf } from '../src/lib/time.ts';
import { policies } from '../src/policies.ts';
import * as schemas from '../src/schemas.ts';
import type { Played, Scenario } from './scenario.ts';
import { type EndingOrder, placeOf, type Script, scriptedActivities } from './scripted-activities.ts';

/** How long somebody tries to do what the scenario says; the run may be a little behind. */
const PATIENCE_MS = 10_000;
/** What still waits so long after everything scripted has happened rests. */
const REST_MS = 1_500;

export interface HarnessOptions {
  readonly address: string;
  readonly namespace?: string;
  /** The name of the workflow. */
  readonly workflow: string;
}

/** Workers with scripted activities, and a client, for any number of scenarios. */
export interface Harness {
  play(scenario: Scenario, order?: EndingOrder): Promise<Played>;
  stop(): Promise<void>;
}

export async function startHarness({ address, namespace = 'default', workflow }: HarnessOptions): Promise<Harness> {
  // Activities fail by script: that is no news.
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const scripts = new Map<string, Script>();
  const [native, connection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  const taskQueue = `test-${randomUUID()}`;
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: path('../src/workflow.ts'),
      workflowInterceptorModules: [path('./time-scale.ts')],
      logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
    }),
    activities: scriptedActivities(Object.keys(createActivities()), scripts),
    interceptors: { activity: [() => ({ inbound: new ActivityInterceptor(schemas.outputs, policies) })] },
  });
  const running = worker.run();
  const client = new Client({ connection, namespace });
  return {
    play: (scenario, order) => play({ client, taskQueue, workflow, scripts }, scenario, order),
    async stop() {
      worker.shutdown();
      await running;
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

/** What a scenario is played on. */
export interface Stage {
  readonly client: Client;
  readonly taskQueue: string;
  readonly workflow: string;
  readonly scripts: Map<string, Script>;
}

/** Plays a scenario to its end, or to where it rests. */
export async function play(stage: Stage, scenario: Scenario, order?: EndingOrder): Promise<Played> {
  const { client, taskQueue, workflow, scripts } = stage;
  const calls: Script['calls'] = [];
  if (misfitOf(schemas.input, scenario.input) !== null)
    return { status: 'failed', end_status: null, output: null, error: 'validation.input', calls };
  const scale = scenario.time_scale ?? 1;
  const workflowId = `scenario/${randomUUID()}`;
  const script: Script = { scenario, scale, calls, addresses: new Map(), ...(order === undefined ? {} : { order }) };
  scripts.set(workflowId, script);
  const started = Date.now();
  const handle = await client.workflow.start(workflow, {
    args: [scenario.input, scenario.trigger === undefined ? undefined : { trigger: scenario.trigger }],
    workflowId,
    taskQueue,
    memo: { time_scale: scale },
  });
  const ended = resultOf(handle).then((result) => ({ ...result, calls }));
  const isOpen = () => Promise.race([ended.then(() => false), sleep(0, true)]);
  const at = (when: string) => sleep(Math.max(0, started + (durationOf(when) ?? 0) / scale - Date.now()));
  await Promise.all(
    deedsOf(scenario).map(async ({ when, deed }) => {
      // Nobody waits for the moment of something that finds the run over.
      await Promise.race([at(when), ended]);
      for (const until = Date.now() + PATIENCE_MS; Date.now() < until && (await isOpen()); await sleep(20))
        if (await deed(handle, script).catch(orOver)) return;
    }),
  );
  const rests = scenario.expect?.status === 'waiting';
  if (!rests) return ended;
  const left = sleep(REST_MS, null);
  const result = await Promise.race([ended, left]);
  if (result !== null) return result;
  await handle.terminate('the scenario is over');
  return { status: 'waiting', end_status: null, output: null, error: null, calls };
}

async function resultOf(handle: WorkflowHandle): Promise<Omit<Played, 'calls'>> {
  try {
    const { output, status } = (await handle.result()) as { output: Json; status: string | null };
    return { status: 'completed', output, end_status: status, error: null };
  } catch (caught) {
    const cause = caught instanceof WorkflowFailedError ? caught.cause : undefined;
    const nothing = { output: null, end_status: null };
    if (cause instanceof CancelledFailure) return { status: 'cancelled', error: 'cancelled', ...nothing };
    if (!(cause instanceof ApplicationFailure)) return { status: 'failed', error: String(caught), ...nothing };
    const told = cause.details?.[0];
    const undone = isObject(told) && told.undone === true;
    return { status: undone ? 'compensated' : 'failed', error: cause.type ?? null, ...nothing };
  }
}

/** Does something to a run; `false`: not possible yet. */
type Deed = (handle: WorkflowHandle, script: Script) => Promise<boolean>;

function deedsOf({
  messages = [],
  callbacks = [],
  tasks = [],
  cancel_at: cancel,
}: Scenario): { when: string; deed: Deed }[] {
  return [
    ...messages.map(({ at, name, correlation, payload = {}, id }, index) => ({
      when: at,
      deed: async (handle: WorkflowHandle) => {
        if (misfitOf(schemas.messages[name] ?? false, payload) !== null) return true;
        await handle.signal('message', { id: id ?? `message-${index + 1}`, name, correlation, payload });
        return true;
      },
    })),
    ...callbacks.map(({ at, node, payload = {} }, index) => ({
      when: at,
      deed: async (handle: WorkflowHandle, { addresses }: Script) => {
        const key = addresses.get(node);
        if (key === undefined) return false;
        const wait = node.slice(node.lastIndexOf('/') + 1);
        if (misfitOf(schemas.callbacks[wait] ?? false, payload) !== null) return true;
        await handle.signal('callback', { id: `callback-${index + 1}`, key, payload });
        return true;
      },
    })),
    ...tasks.map(({ at, node, outcome, data = {}, by = 'somebody' }) => ({
      when: at,
      deed: async (handle: WorkflowHandle) => {
        const open = (await handle.query<OpenTask[]>('tasks')).find((task) => placeOf(task.key) === node);
        if (open === undefined) return false;
        // An answer that does not fit is refused to whoever gives it; the run goes on waiting.
        await handle.executeUpdate('answer', { args: [{ key: open.key, outcome, data, by }] }).catch(() => undefined);
        return true;
      },
    })),
    ...(cancel == null ? [] : [{ when: cancel, deed: cancelRun }]),
  ];
}

/** A run that has ended meanwhile needs nothing any more. */
function orOver(caught: unknown): true {
  if (caught instanceof WorkflowNotFoundError) return true;
  throw caught;
}

async function cancelRun(handle: WorkflowHandle): Promise<boolean> {
  await handle.cancel();
  return true;
}
