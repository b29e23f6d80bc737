import { uuidv7 } from '@omniroute/server-kit';
import { testServices } from '@omniroute/tooling/test-services';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrateStorage, openStorage, type Storage } from '../src/storage/index.ts';
import { acceptMessage, openDeliveries } from '../src/storage/message-repository.ts';
import { acceptRun, subscribe } from '../src/storage/run-repository.ts';
import { commandService, loadService } from '../src/storage/service-repository.ts';
import { savePlan, saveVersion } from '../src/storage/version-repository.ts';

let storage: Storage;
let drop: () => Promise<void>;
/** Each test has a service of its own. */
let id: string;
const draft = { document: { nodes: [{}] }, name: 'Some service', description: '', category: 'custom' };
const publish = { type: 'publish', notes: '', planHash: 'p1', serviceHash: 's1', by: 'ada' } as const;

beforeAll(async () => {
  const database = await testServices().postgres.createDatabase();
  drop = database.drop;
  await migrateStorage(database.ownerUrl);
  storage = openStorage({ url: database.appUrl });
});
afterAll(async () => {
  await storage.close();
  await drop();
});
beforeEach(() => {
  id = `service-${uuidv7().slice(-12)}`;
});

const create = (tenant = 'acme') =>
  storage.inTenant(tenant, (trx) =>
    commandService(
      trx,
      tenant,
      null,
      { type: 'create', id, name: 'Some service', nodeCount: 1 },
      { ids: uuidv7, draft },
    ),
  );
const load = (tenant = 'acme') => storage.inTenant(tenant, (trx) => loadService(trx, tenant, id));

/** A published version with its plan, and a run of it. */
async function run(keyHash: string | null = null, subscriptions: { name: string; correlation: string }[] = []) {
  return storage.inTenant('acme', (trx) =>
    acceptRun(trx, 'acme', {
      run: {
        id: uuidv7(),
        service: id,
        version: 1,
        planHash: 'p1',
        trigger: 'manual',
        status: 'running',
        timeScale: 1,
        startArgs: Buffer.from('x'),
        businessKeys: [],
        startedAt: new Date(),
      },
      keyHash,
      subscriptions,
    }),
  );
}

async function publishOnce(): Promise<void> {
  await create();
  await storage.inTenant('acme', async (trx) => {
    const before = await loadService(trx, 'acme', id);
    await commandService(trx, 'acme', before, publish, { ids: uuidv7 });
    await savePlan(trx, 'acme', 'p1', '{}');
    await saveVersion(trx, 'acme', id, {
      version: 1,
      name: '',
      notes: '',
      document: {},
      planHash: 'p1',
      serviceHash: 's1',
      publishedBy: 'ada',
    });
  });
}

describe('a service in PostgreSQL', () => {
  it('is written with its events in one transaction, in the order of its revisions', async () => {
    await publishOnce();
    const rows = await storage.inTenant('acme', (trx) =>
      trx.selectFrom('outbox').select(['type', 'version']).where('aggregate_id', '=', id).orderBy('seq').execute(),
    );
    expect(rows.map((row) => [row.type, Number(row.version)])).toEqual([
      ['ServiceCreated', 1],
      ['ServicePublished', 2],
      ['VersionReleased', 3],
    ]);
    expect(await load()).toMatchObject({
      status: 'published',
      revision: 3,
      latestVersion: 1,
      activeVersion: 1,
      nodeCount: 1,
    });
  });

  it('is not written at all when its events cannot be', async () => {
    await expect(
      storage.inTenant('acme', async (trx) => {
        await commandService(
          trx,
          'acme',
          null,
          { type: 'create', id, name: 'Some service', nodeCount: 1 },
          { ids: uuidv7, draft },
        );
        throw new Error('after the write');
      }),
    ).rejects.toThrow('after the write');
    expect(await load()).toBeNull();
  });

  it('refuses the second of two changes made from the same revision', async () => {
    await create();
    const before = await load();
    const change = () =>
      storage.inTenant('acme', (trx) =>
        commandService(
          trx,
          'acme',
          before,
          { type: 'change_draft', name: 'Other name', nodeCount: 1 },
          { ids: uuidv7, draft },
        ),
      );
    const outcomes = await Promise.allSettled([change(), change()]);
    expect(
      outcomes
        .map((outcome) => (outcome.status === 'fulfilled' ? 'written' : (outcome.reason as { code?: string }).code))
        .sort(),
    ).toEqual(['service.conflict', 'written']);
    expect(await load()).toMatchObject({ revision: 2 });
  });

  it('refuses a caller who saw an older revision', async () => {
    await create();
    const before = await load();
    await expect(
      storage.inTenant('acme', (trx) =>
        commandService(
          trx,
          'acme',
          before,
          { type: 'change_draft', name: 'Other name', nodeCount: 1 },
          { ids: uuidv7, draft, expected: 7 },
        ),
      ),
    ).rejects.toMatchObject({ code: 'service.conflict', status: 412 });
  });

  it('is invisible to another tenant, who may use the same id', async () => {
    await create('acme');
    expect(await load('other')).toBeNull();
    await create('other');
    expect(await load('other')).toMatchObject({ revision: 1 });
  });
});

describe('a start', () => {
  it('P9 with a key that was used before is the earlier run, even when many ask at once and whatever the server has forgotten', async () => {
    await publishOnce();
    const started = await Promise.all(Array.from({ length: 10 }, () => run('key-1')));
    expect(new Set(started.map((each) => each.runId)).size).toBe(1);
    expect(started.filter((each) => !each.deduplicated).length).toBe(1);
    expect((await run('key-2')).deduplicated).toBe(false);
  });
});

describe('a message', () => {
  const message = (correlation: string, messageId: string) => ({
    name: 'order.confirmed',
    id: messageId,
    correlation,
    payload: 'x',
    sealed: Buffer.from('x'),
    receivedAt: new Date(),
  });
  const accept = (correlation: string, messageId: string) =>
    storage.inTenant('acme', (trx) => acceptMessage(trx, 'acme', message(correlation, messageId)));

  it('goes to every run that holds its key, once, however often it is sent', async () => {
    await publishOnce();
    const holders = [
      await run(null, [{ name: 'order.confirmed', correlation: id }]),
      await run(null, [{ name: 'order.confirmed', correlation: id }]),
    ];
    const sent = await Promise.all([accept(id, `m-${id}`), accept(id, `m-${id}`), accept(id, `m-${id}`)]);
    expect(sent.map((each) => each.duplicate).sort()).toEqual([false, true, true]);
    expect(sent.find((each) => !each.duplicate)?.runs.sort()).toEqual(holders.map((each) => each.runId).sort());
  });

  it('waits where nobody holds its key yet, and goes to the first run that does', async () => {
    await publishOnce();
    expect(await accept(id, `m-${id}`)).toEqual({ runs: [], duplicate: false });
    const [first, second] = [await run(null, [{ name: 'order.confirmed', correlation: id }]), await run()];
    await storage.inTenant('acme', (trx) =>
      subscribe(trx, 'acme', { name: 'order.confirmed', correlation: id, runId: second.runId }),
    );
    await storage.inTenant('acme', (trx) =>
      trx
        .updateTable('run')
        .set({ handed_over: true })
        .where('tenant_id', '=', 'acme')
        .where('service_id', '=', id)
        .execute(),
    );
    const open = await storage.asSystem('dispatch', (trx) => openDeliveries(trx, 1000));
    expect(open.filter((each) => each.correlation === id).map((each) => each.runId)).toEqual([first.runId]);
  });

  it('and the run that wants it cannot miss each other when both come at once', async () => {
    await publishOnce();
    for (let round = 0; round < 10; round += 1) {
      const correlation = `${id}-${round}`;
      const [, started] = await Promise.all([
        accept(correlation, correlation),
        run(null, [{ name: 'order.confirmed', correlation }]),
      ]);
      const handed = await storage.inTenant('acme', (trx) =>
        trx
          .selectFrom('delivery')
          .select('run_id')
          .where('tenant_id', '=', 'acme')
          .where('id', '=', correlation)
          .execute(),
      );
      expect(handed.map((row) => row.run_id)).toEqual([started.runId]);
    }
  });
});
