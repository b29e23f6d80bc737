import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KindDefinition } from '@omniroute/kind-sdk';
import { type ActivitiesOf, type Activity, activityFault } from '@omniroute/kind-sdk/activity';
import { type Plan, type Scenario, sampleOf } from '@omniroute/plan';
import { type Json, parseDuration } from '@omniroute/primitives';
import { getTemporal, startTemporal } from '@omniroute/tooling';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createActivities } from '../src/activities/registry.ts';
import { createTenantCodec, dataConverter } from '../src/codec/index.ts';
import { createTemporalRuns } from '../src/projection/temporal-runs.ts';
import { workflowBundle } from '../src/worker/bundle.ts';
import { createWorkers } from '../src/worker/create-worker.ts';
import { createPlanCache } from '../src/worker/plan-cache.ts';
import { memoryStores } from './memory-stores.ts';

export const TENANT = 'acme';

/** A script that answers effects of one run. */
interface Script {
  readonly plan: Plan;
  readonly scenario: Scenario;
  readonly scale: number;
}

/** One attempt that reached an activity. */
export interface SeenCall {
  readonly run: string;
  readonly key: string;
  readonly attempt: number;
}

/** A Temporal server with workers whose effects are answered by scenarios; keys and plans are in memory. */
export async function startTestRuntime(
  options: { maxCachedWorkflows?: number; dynamicConfig?: Record<string, number> } = {},
) {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const home = join(process.cwd(), '.omniroute');
  const work = await mkdtemp(join(tmpdir(), 'omniroute-runtime-'));
  const { path } = await getTemporal({ home });
  const server = await startTemporal({
    binary: path,
    file: join(work, 'temporal.db'),
    synchronous: 'NORMAL',
    dynamicConfig: options.dynamicConfig ?? {},
  });
  const stores = memoryStores();
  const codec = createTenantCodec(stores);
  const scripts = new Map<string, Script>();
  const seen: SeenCall[] = [];
  const isUnavailable = (error: unknown) => (error as { unavailable?: boolean } | null)?.unavailable === true;
  const activities = createActivities(scriptedKinds(scripts, seen), {
    codec,
    ports: {
      plan: createPlanCache(stores.plans),
      http: () => Promise.reject(new Error('a scripted run reaches no network')),
      callbackUrl: (_, key) => `https://example.test/callbacks/${key}`,
      outbox: () => ({ send: async () => ({ delivered: false }) }),
      inbox: () => ({ open: async () => undefined, close: async () => undefined, escalate: async () => undefined }),
      subscribe: async () => undefined,
      isUnavailable,
      now: Date.now,
      random: () => 0,
      log: { info: () => undefined, warn: () => undefined },
    },
  });
  const native = await NativeConnection.connect({ address: server.address });
  const workers = await createWorkers({
    connection: native,
    namespace: 'default',
    bundle: await workflowBundle(home),
    codec,
    activities,
    isUnavailable,
    ...(options.maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows: options.maxCachedWorkflows }),
  });
  const running = workers.run();
  const connection = await Connection.connect({ address: server.address });
  const client = new Client({ connection, namespace: 'default', dataConverter: dataConverter(codec) });
  return {
    client,
    address: server.address,
    codec,
    stores,
    seen,
    runs: createTemporalRuns(client, 'default'),
    script: (run: string, script: Script) => scripts.set(run, script),
    async stop() {
      workers.shutdown();
      await running;
      await Promise.all([connection.close(), native.close()]);
      await server.stop();
    },
  };
}

/** Activities under the names of the real ones, answered by the scenario of their run. */
function scriptedKinds(
  scripts: ReadonlyMap<string, Script>,
  seen: SeenCall[],
): Record<string, ActivitiesOf<KindDefinition>> {
  const run: Activity = async (_, context) => {
    const script = scripts.get(context.run);
    if (script === undefined) throw new Error(`no script for ${context.run}`);
    seen.push({ run: context.run, key: context.key, attempt: context.attempt });
    const answers = script.scenario.mocks?.[context.key] ?? script.scenario.mocks?.[context.node] ?? [{}];
    const answer = answers[Math.min(context.attempt, answers.length) - 1] ?? {};
    if (answer.after !== undefined)
      await new Promise((resolve) => setTimeout(resolve, ms(answer.after as string) / script.scale));
    if (answer.error !== undefined) {
      const { code, message, retry_after: retryAfter } = answer.error;
      throw activityFault({ code, message }, retryAfter === undefined ? null : ms(retryAfter) / script.scale);
    }
    const op = script.plan.nodes.find((node) => node.id === context.node);
    return answer.output ?? sampleOf(op?.op === 'act' && op.output !== null ? script.plan.types[op.output] : true);
  };
  const nothing: Activity = async (): Promise<Json> => null;
  const kind = (type: string, verbs: Record<string, Activity>) => ({ type, version: 1, verbs });
  return {
    send_notification: kind('send_notification', { run }),
    http_request: kind('http_request', { run }),
    human_task: kind('human_task', { open: nothing, close: nothing, escalate: nothing }),
  };
}

/** Milliseconds of a scenario's duration. */
export function ms(text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
