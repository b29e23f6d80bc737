import { createHmac, randomBytes } from 'node:crypto';
import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { localOwner, tenantId, uuidv7 } from '@omniroute/server-kit';
import { createLogger } from '@omniroute/telemetry';
import { testServices } from '@omniroute/tooling/test-services';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ApiDeps } from '../src/api/deps.ts';
import { createApiServer } from '../src/api/server.ts';
import { createCallbackTokens, createRunBlobs, createSealedJson, createTenantCodec } from '../src/codec/index.ts';
import type { TemporalRuns } from '../src/projection/temporal-runs.ts';
import { createTenantKeys, migrateStorage, openStorage } from '../src/storage/index.ts';
import { loadPlan } from '../src/storage/version-repository.ts';
import {
  type MessageSignal,
  OPERATION_REFUSED,
  type OperateRequest,
  type StartArgs,
} from '../src/workflows/protocol.ts';
import { memoryBlobs } from './memory-blobs.ts';

const TENANT = tenantId('acme');

/** An answer of the API as tests look at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Record<string, unknown>;
}

/** The API on a real database, with a workflow server that only remembers what it was asked; its clock is driven. */
export async function startTestApi() {
  const database = await testServices().postgres.createDatabase();
  await migrateStorage(database.ownerUrl);
  const storage = openStorage({ url: database.appUrl });
  const masterKey = randomBytes(32);
  const clock = { at: Date.parse('2026-01-05T09:00:00Z') };
  const now = () => clock.at;
  const keys = createTenantKeys({
    masterKey,
    inTenant: storage.inTenant,
    asSystem: storage.asSystem,
    newId: uuidv7,
    now,
  });
  const sealed = createSealedJson(keys);
  const store = memoryBlobs();
  const started: StartArgs[] = [];
  const delivered: (MessageSignal & { run: string })[] = [];
  const cancelled: string[] = [];
  const operated: (OperateRequest & { run: string })[] = [];
  const terminated: { run: string; by: string; reason: string }[] = [];
  const refusals = new Map<string, string>();
  const closed = new Set<string>();
  const state = { down: false };
  const guard = () => {
    if (state.down) throw new Error('the workflow server is down');
  };
  const results = new Map<string, { status: string; output: unknown }>();
  const runs = {
    async start(args: StartArgs) {
      guard();
      if (!started.some(({ facts }) => facts.run === args.facts.run)) started.push(args);
    },
    async deliver(_: string, run: string, message: MessageSignal) {
      guard();
      if (closed.has(run)) return 'closed';
      delivered.push({ ...message, run });
      return 'delivered';
    },
    async cancel(_: string, run: string) {
      guard();
      cancelled.push(run);
      return 'asked';
    },
    async operate(_: string, run: string, __: string, request: OperateRequest) {
      guard();
      if (closed.has(run)) return 'closed';
      const refused = refusals.get(run);
      if (refused !== undefined)
        throw new WorkflowUpdateFailedError('refused', ApplicationFailure.nonRetryable(refused, OPERATION_REFUSED));
      operated.push({ ...request, run });
      return { outcome: 'key' in request.operation ? `${request.operation.key}~2` : '' };
    },
    async terminate(_: string, run: string, by: string, reason: string) {
      guard();
      if (closed.has(run)) return 'closed';
      terminated.push({ run, by, reason });
      return 'done';
    },
    async histories() {
      return null;
    },
    async result(_: string, run: string) {
      return results.get(run) ?? null;
    },
  } as unknown as TemporalRuns;
  const deps: ApiDeps = {
    storage,
    sealed,
    keys,
    blobs: createRunBlobs({ store, sealed, masterKey }),
    codec: createTenantCodec({
      keys,
      plans: { get: (tenant, hash) => storage.inTenant(tenant, (trx) => loadPlan(trx, tenant, hash)) },
    }),
    runs,
    callbacks: createCallbackTokens(masterKey),
    kinds: definitions,
    log: createLogger({ name: 'test', level: 'fatal' } as never),
    newId: uuidv7,
    now,
    wake: () => undefined,
  };
  const server = await createApiServer(deps, {
    provider: localOwner({ tenant: TENANT }),
    templates: [
      {
        id: 'ready-made',
        service: serviceOf('ready-made', { name: 'Ready made' }),
        scenarios: [{ id: 'goes-well', scenario: { name: 'Goes well', expect: { status: 'completed' } } }],
      },
    ],
    assets: null,
    ready: {},
  });

  async function call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const raw = typeof payload === 'string' || payload instanceof Buffer;
    const answer = await server.inject({
      method,
      url,
      headers: { ...(raw || payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(payload === undefined ? {} : { payload: raw ? payload : JSON.stringify(payload) }),
    });
    const text = answer.body;
    const json = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, headers: answer.headers, body: json ? JSON.parse(text) : { text } };
  }

  /** Creates a service if needed, and publishes it. */
  async function publish(service: Service): Promise<Answer> {
    await call('POST', '/api/v1/services', { service });
    return call('POST', `/api/v1/services/${service.id}/versions`, { service });
  }

  return {
    tenant: TENANT as string,
    deps,
    store,
    masterKey,
    clock,
    started,
    delivered,
    cancelled,
    operated,
    terminated,
    /** Runs that refuse whatever is done to them, and why. */
    refusals,
    /** Runs that the workflow server says are closed. */
    closed,
    results,
    call,
    publish,
    setDown: (down: boolean) => {
      state.down = down;
    },
    /** Writes the end of a run into its row, as archiving does. */
    end: (run: string) =>
      storage.inTenant(TENANT, (trx) =>
        trx
          .updateTable('run')
          .set({ ended_at: new Date(clock.at), status: 'completed' })
          .where('tenant_id', '=', TENANT)
          .where('id', '=', run)
          .execute(),
      ),
    async stop() {
      await server.close();
      await storage.close();
      await database.drop();
    },
  };
}

export type TestApi = Awaited<ReturnType<typeof startTestApi>>;

/** The least service there is, with what a test adds. */
export function serviceOf(id: string, parts: Partial<Service> = {}): Service {
  return {
    dsl_version: '1.0',
    id,
    name: 'Some service',
    nodes: [{ id: 'done', type: 'transform', config: { output: 1 } }],
    edges: [],
    ...parts,
  };
}

/** HMAC of bytes, as providers sign. */
export function hmac(algorithm: 'sha256' | 'sha512', key: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac(algorithm, key).update(text).digest(encoding);
}
