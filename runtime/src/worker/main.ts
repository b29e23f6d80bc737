import { isFault } from '@omniroute/errors';
import { activities as kindActivities } from '@omniroute/kinds/activities';
import { createEgressGate, uuidv7 } from '@omniroute/server-kit';
import { createLogger } from '@omniroute/telemetry';
import { onParentGone, reportReady } from '@omniroute/tooling';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createInbox } from '../activities/inbox.ts';
import { createOutbound } from '../activities/outbound.ts';
import { createOutbox } from '../activities/outbox.ts';
import { createOutputKeeper } from '../activities/output-keeper.ts';
import { createActivities } from '../activities/registry.ts';
import { createServices } from '../activities/services.ts';
import {
  createCallbackTokens,
  createRunBlobs,
  createSealedJson,
  createTenantCodec,
  openSecret,
} from '../codec/index.ts';
import { loadConnection, loadSecret } from '../storage/connection-repository.ts';
import { createTenantKeys, loadMasterKey, openBlobs, openStorage } from '../storage/index.ts';
import { subscribe } from '../storage/run-repository.ts';
import { loadPlan } from '../storage/version-repository.ts';
import { workflowBundle } from './bundle.ts';
import { createWorkers } from './create-worker.ts';
import { createPlanCache } from './plan-cache.ts';
import { readWorkerSettings } from './settings.ts';

/** The worker process: settings are read here, everything else is given what it needs. */
const settings = readWorkerSettings(process.env);
const log = createLogger({ name: 'worker' });
// The SDK warns of every activity that fails and of each queue it does not poll; only its errors say something new.
Runtime.install({
  logger: new DefaultLogger('ERROR', ({ message, meta }) =>
    log.error(message, { error: (meta as { error?: unknown } | undefined)?.error }),
  ),
});
const storage = openStorage({ url: settings.databaseUrl, application: 'omniroute-worker', log });
const masterKey = await loadMasterKey(settings);
const keys = createTenantKeys({
  masterKey,
  inTenant: storage.inTenant,
  asSystem: storage.asSystem,
  newId: uuidv7,
  now: Date.now,
});
const plans = { get: (tenant: string, hash: string) => storage.inTenant(tenant, (trx) => loadPlan(trx, tenant, hash)) };
const codec = createTenantCodec({ keys, plans });
const sealed = createSealedJson(keys);
const blobs = createRunBlobs({
  store: openBlobs({ ...settings.blobs, home: settings.home }),
  sealed,
  masterKey,
});
const outputs = createOutputKeeper({ blobs, log });
const callbacks = createCallbackTokens(masterKey);
const gate = createEgressGate({ log });
const connection = await NativeConnection.connect({ address: settings.temporalAddress });

const isUnavailable = (error: unknown) => isFault(error) && error.retryable;
const activities = createActivities(kindActivities, {
  codec,
  ports: {
    plan: createPlanCache(plans),
    http: createOutbound({
      gate,
      connection: (tenant, name) => storage.inTenant(tenant, (trx) => loadConnection(trx, tenant, name)),
      secret: async (tenant, name) => {
        const secret = await storage.inTenant(tenant, (trx) => loadSecret(trx, tenant, name));
        return secret === null ? null : openSecret(sealed, tenant, name, secret);
      },
    }),
    inbox: createInbox({ storage, sealed, newId: uuidv7, now: Date.now }),
    callbackUrl: ({ tenant, run }, key) => `${settings.callbackUrl}/callbacks/${callbacks.sign({ tenant, run, key })}`,
    outbox: createOutbox({ storage, sealed, now: Date.now }),
    services: createServices({ storage, sealed, blobs, newId: uuidv7, now: Date.now }),
    subscribe: (work, name, correlation) =>
      storage.inTenant(work.tenant, (trx) => subscribe(trx, work.tenant, { name, correlation, runId: work.run })),
    values: blobs,
    outputs,
    isUnavailable,
    now: Date.now,
    random: Math.random,
    log,
  },
});

const workers = await createWorkers({
  connection,
  namespace: settings.temporalNamespace,
  bundle: await workflowBundle(settings.home),
  codec,
  activities,
  isUnavailable,
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => workers.shutdown());
onParentGone(() => workers.shutdown());
reportReady({});
await workers.run();
await outputs.drained();
await Promise.all([storage.close(), gate.close(), connection.close()]);
process.exit(0);
