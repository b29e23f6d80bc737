import { fileURLToPath } from 'node:url';
import { definitions } from '@omniroute/kinds/definitions';
import { localOwner, ROLES, tenantId, uuidv7 } from '@omniroute/server-kit';
import { createLogger } from '@omniroute/telemetry';
import { onParentGone, reportReady } from '@omniroute/tooling';
import { Client, Connection } from '@temporalio/client';
import {
  createCallbackTokens,
  createRemoteCodec,
  createRunBlobs,
  createSealedJson,
  createTenantCodec,
  dataConverter,
} from '../codec/index.ts';
import { createTemporalRuns } from '../projection/temporal-runs.ts';
import { saveConnection } from '../storage/connection-repository.ts';
import { createTenantKeys, loadMasterKey, migrateStorage, openBlobs, openStorage } from '../storage/index.ts';
import { loadPlan } from '../storage/version-repository.ts';
import { type CodecServer, startCodecServer } from './codec/codec-server.ts';
import type { ApiDeps } from './deps.ts';
import { startDispatcher } from './runs/dispatcher.ts';
import { createApiServer } from './server.ts';
import { readServerSettings } from './settings.ts';
import { publishTemplates, readTemplates } from './templates.ts';

/** The one tenant until sign-in exists. */
const LOCAL_TENANT = tenantId('local');
const DAY_MS = 86_400_000;

/** The server process: settings are read here, everything else is given what it needs. */
const settings = readServerSettings(process.env);
const log = createLogger({ name: 'server' });
if (settings.migrateUrl !== undefined) {
  const applied = await migrateStorage(settings.migrateUrl);
  if (applied.length > 0) log.info('migrated', { migrations: applied.join(', ') });
}
const storage = openStorage({ url: settings.databaseUrl, application: 'omniroute-server', log });
await storage.assertPlainRole();
const masterKey = await loadMasterKey(settings);
const keys = createTenantKeys({
  masterKey,
  inTenant: storage.inTenant,
  asSystem: storage.asSystem,
  newId: uuidv7,
  now: Date.now,
});
const codec = createTenantCodec({
  keys,
  plans: { get: (tenant, hash) => storage.inTenant(tenant, (trx) => loadPlan(trx, tenant, hash)) },
});
const sealed = createSealedJson(keys);
const store = openBlobs({ ...settings.blobs, home: settings.home });
const blobs = createRunBlobs({ store, sealed, masterKey });
const connection = Connection.lazy({ address: settings.temporalAddress });
const client = new Client({ connection, namespace: settings.temporalNamespace, dataConverter: dataConverter(codec) });
const runs = createTemporalRuns(client, settings.temporalNamespace);
const dispatcher = startDispatcher({
  storage,
  sealed,
  codec,
  runs,
  blobs,
  store,
  outputsMs: settings.outputsDays * DAY_MS,
  log,
  newId: uuidv7,
  now: Date.now,
});
const deps: ApiDeps = {
  storage,
  sealed,
  codec,
  keys,
  blobs,
  runs,
  callbacks: createCallbackTokens(masterKey),
  kinds: definitions,
  log,
  newId: uuidv7,
  now: Date.now,
  wake: dispatcher.wake,
};

if (settings.sandboxUrl !== undefined) {
  const baseUrl = settings.sandboxUrl;
  await storage.inTenant(LOCAL_TENANT, (trx) =>
    saveConnection(trx, LOCAL_TENANT, { name: 'sandbox', type: 'commerce', class: 'local', baseUrl, hosts: [] }),
  );
}
const templates = await readTemplates(fileURLToPath(new URL('../../../templates', import.meta.url)));
if (settings.sandboxUrl !== undefined) await publishTemplates({ ...deps, log }, LOCAL_TENANT, templates);

const server = await createApiServer(deps, {
  // Whoever reaches the loopback address owns this installation, and answers any role's tasks.
  provider: localOwner({ tenant: LOCAL_TENANT, roles: [...ROLES, '*'] }),
  templates,
  assets: settings.assets ?? null,
  ready: {
    database: storage.ping,
    temporal: async () => {
      await client.workflowService.getSystemInfo({});
    },
  },
});

let codecServer: CodecServer | null = null;
if (settings.codec !== null) {
  codecServer = await startCodecServer({ ...settings.codec, codec: createRemoteCodec(codec, keys), log });
  log.info('the codec endpoint is open', { url: codecServer.url });
}

let _stopping: Promise<void> | null = null;
async function stop(): Promise<void> {
  await Promise.all([server.close(), codecServer?.close()]);
  await dispatcher.stop();
  await Promise.all([storage.close(), connection.close()]);
  process.exit(0);
}
const stopOnce = () => {
  _stopping ??= stop();
};
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stopOnce);
onParentGone(stopOnce);

const url = await server.listen({ host: '127.0.0.1', port: settings.port });
reportReady({ url });
