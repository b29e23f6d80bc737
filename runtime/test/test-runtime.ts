import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFault } from '@omniroute/errors';
import { activityFault } from '@omniroute/kind-sdk/activity';
import type { Callee, Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { getTemporal, startTemporal } from '@omniroute/tooling';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createOutputKeeper } from '../src/activities/output-keeper.ts';
import { createActivities } from '../src/activities/registry.ts';
import { createRunBlobs, createSealedJson, createTenantCodec, dataConverter } from '../src/codec/index.ts';
import { createTemporalRuns } from '../src/projection/temporal-runs.ts';
import type { DataKey } from '../src/storage/key-ports.ts';
import { workflowBundle } from '../src/worker/bundle.ts';
import { createWorkers } from '../src/worker/create-worker.ts';
import { createPlanCache } from '../src/worker/plan-cache.ts';
import { memoryBlobs } from './memory-blobs.ts';
import { memoryStores } from './memory-stores.ts';
import { type Script, type SeenCall, scriptedKinds } from './scripted-kinds.ts';

export const TENANT = 'acme';

/** A Temporal server with workers whose effects are answered by scenarios; keys and plans are in memory. */
export async function startTestRuntime(
  options: { maxCachedWorkflows?: number; dynamicConfig?: Record<string, number>; key?: DataKey } = {},
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
  const stores = memoryStores(undefined, options.key);
  const codec = createTenantCodec(stores);
  const store = memoryBlobs();
  const sealed = createSealedJson(stores.keys);
  const blobs = createRunBlobs({ store, sealed, masterKey: randomBytes(32) });
  const log = { info: () => undefined, warn: () => undefined };
  const outputs = createOutputKeeper({ blobs, log });
  const services = new Map<string, { version: number; plan: Plan }>();
  const found = ({ service, version }: { service: string; version: number | null }) => {
    const known = services.get(service);
    if (known === undefined) throw activityFault({ code: 'poison', message: `There is no service ${service}.` });
    return { service, version: version ?? known.version, hash: stores.add(known.plan) };
  };
  const scripts = new Map<string, Script>();
  const seen: SeenCall[] = [];
  const given = new Map<string, Json>();
  const isUnavailable = (error: unknown) =>
    (isFault(error) && error.retryable) || (error as { unavailable?: boolean } | null)?.unavailable === true;
  const activities = createActivities(scriptedKinds(scripts, seen, given), {
    codec,
    ports: {
      plan: createPlanCache(stores.plans),
      http: () => Promise.reject(new Error('a scripted run reaches no network')),
      callbackUrl: (_, key) => `https://example.test/callbacks/${key}`,
      services: () => ({ find: async (called) => found(called), start: async () => ({ run_id: 'started' }) }),
      outbox: () => ({ send: async () => ({ delivered: false }) }),
      inbox: () => ({ open: async () => undefined, close: async () => undefined, escalate: async () => undefined }),
      subscribe: async () => undefined,
      values: blobs,
      outputs,
      isUnavailable,
      now: Date.now,
      random: () => 0,
      log,
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
    workers: workers.parts,
    client,
    address: server.address,
    codec,
    stores,
    store,
    blobs,
    outputs,
    /** Makes a plan the active version of a service that can be called. */
    publish: (service: string, version: number, plan: Plan) => void services.set(service, { version, plan }),
    /** The same as the simulator asks for it. */
    known: (service: string, version: number | null): Callee | null => {
      const known = services.get(service);
      return known === undefined ? null : { plan: known.plan, ...found({ service, version }) };
    },
    seen,
    /** What each effect was last given, by `run key`. */
    given,
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
