import { sql, type Transaction } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from './create-database.ts';
import { migrate } from './migrate.ts';
import { isUniqueViolation, sqlState } from './pg-error.ts';
import { tenantPolicy } from './tenant-policy.ts';
import { startTestPostgres } from './test-postgres.ts';
import { updateVersioned } from './update-versioned.ts';

interface Tables {
  thing: { tenant_id: string; ref: string; text: string; version: number };
  visible_thing: { tenant_id: string; ref: string };
}

const things = {
  name: '0001-things',
  sql: `create table thing (tenant_id text not null, ref text not null, text text not null default '', version bigint not null default 1,
          primary key (tenant_id, ref));
        create view visible_thing with (security_invoker = true) as select tenant_id, ref from thing;
        ${tenantPolicy('thing', [{ purpose: 'relay', allows: 'select' }])}`,
};

// The server may be shared: a database and roles of our own.
const name = `kit_${process.pid}`;
const [owner, app] = [`${name}_owner`, `${name}_app`];
let admin: Client;
let urls: { admin: string; owner: string; app: string };
let stop: () => Promise<void>;
let database: Database<Tables>;

beforeAll(async () => {
  const postgres = await startTestPostgres();
  stop = postgres.stop;
  admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create role ${owner} login password 'o'`);
  await admin.query(`create role ${app} login password 'a'`);
  await admin.query(`create database ${name} owner ${owner}`);
  urls = { admin: at(postgres.url), owner: at(postgres.url, owner, 'o'), app: at(postgres.url, app, 'a') };
  await migrate({ url: urls.owner, schema: 'app', migrations: [things], appRole: app });
  database = createDatabase<Tables>({ url: urls.app, schema: 'app', pool: { max: 8 } });
  for (const tenant of ['a', 'b']) {
    await database.inTenant(tenant, (trx) =>
      trx.insertInto('thing').values({ tenant_id: tenant, ref: 'r1', text: tenant, version: 1 }).execute(),
    );
  }
});
afterAll(async () => {
  await database?.close();
  await admin?.query(`drop database if exists ${name}`);
  await admin?.query(`drop role if exists ${owner}, ${app}`);
  await admin?.end();
  await stop?.();
});

describe('A45: the eleven ways to another tenant', () => {
  const refs = (tenant: string) =>
    database.inTenant(tenant, (trx) => trx.selectFrom('thing').select(['tenant_id', 'ref']).execute());

  it('a tenant sees its rows only, through a view too', async () => {
    const view = await database.inTenant('b', (trx) => trx.selectFrom('visible_thing').selectAll().execute());
    expect([await refs('a'), view]).toEqual([[{ tenant_id: 'a', ref: 'r1' }], [{ tenant_id: 'b', ref: 'r1' }]]);
  });

  it('without a tenant there are no rows, before and after another transaction had one', async () => {
    const client = new Client({ connectionString: urls.app });
    await client.connect();
    const count = async () => (await client.query('select count(*)::int as n from app.thing')).rows[0].n;
    const before = await count();
    await client.query("begin; select set_config('app.tenant', 'a', true)");
    const within = await count();
    await client.query('commit');
    const after = await count();
    await client.end();
    expect([before, within, after]).toEqual([0, 1, 0]);
  });

  it('an empty tenant is refused before anything is sent', async () => {
    await expect(database.inTenant('', async () => 1)).rejects.toMatchObject({ code: 'database.no_tenant' });
  });

  it('the owner of the tables is bound as well', async () => {
    const asOwner = createDatabase<Tables>({ url: urls.owner, schema: 'app' });
    const seen = await asOwner.inTenant('none', (trx) => trx.selectFrom('thing').selectAll().execute());
    await asOwner.close();
    expect(seen).toEqual([]);
  });

  it.each([
    [
      'written',
      (db: Database<Tables>) =>
        db.inTenant('a', (trx) =>
          trx.insertInto('thing').values({ tenant_id: 'b', ref: 'r2', text: '', version: 1 }).execute(),
        ),
    ],
    [
      'moved',
      (db: Database<Tables>) => db.inTenant('a', (trx) => trx.updateTable('thing').set({ tenant_id: 'b' }).execute()),
    ],
  ])('a row cannot be %s into another tenant', async (_how, attempt) => {
    const error = await attempt(database).catch((caught: unknown) => caught);
    expect(sqlState(error)).toBe('42501');
  });

  it("another tenant's row can neither be changed nor deleted", async () => {
    await database.inTenant('a', async (trx) => {
      await trx.updateTable('thing').set({ text: 'stolen' }).where('tenant_id', '=', 'b').execute();
      await trx.deleteFrom('thing').where('tenant_id', '=', 'b').execute();
    });
    const { rows } = await admin.query('select 1');
    const text = await database.inTenant('b', (trx) =>
      trx.selectFrom('thing').select('text').executeTakeFirstOrThrow(),
    );
    expect([rows.length, text]).toEqual([1, { text: 'b' }]);
  });

  it('the same reference in two tenants is no conflict, so a conflict tells nothing about others', async () => {
    const again = () =>
      database.inTenant('a', (trx) =>
        trx.insertInto('thing').values({ tenant_id: 'a', ref: 'r1', text: '', version: 1 }).execute(),
      );
    const error = await again().catch((caught: unknown) => caught);
    expect([
      isUniqueViolation(error),
      isUniqueViolation(error, 'thing_pkey'),
      isUniqueViolation(error, 'other'),
    ]).toEqual([true, true, false]);
  });

  it('a job sees what the policy of its purpose shows, and can write nothing', async () => {
    const tenants = (purpose: string) =>
      database.asSystem(purpose, (trx) => trx.selectFrom('thing').select('tenant_id').orderBy('tenant_id').execute());
    const write = database.asSystem('relay', (trx) =>
      trx.updateTable('thing').set({ text: 'x' }).executeTakeFirstOrThrow(),
    );
    expect([await tenants('relay'), await tenants('other'), (await write).numUpdatedRows]).toEqual([
      [{ tenant_id: 'a' }, { tenant_id: 'b' }],
      [],
      0n,
    ]);
  });

  it('the role of requests is plain, and a superuser is refused', async () => {
    const unsafe = createDatabase({ url: urls.admin });
    const refusal = await unsafe.assertPlainRole().catch((error: unknown) => error);
    await unsafe.close();
    await database.assertPlainRole();
    expect(refusal).toMatchObject({ code: 'database.unsafe_role', facts: { reason: 'superuser' } });
  });

  it('50 tenants at once on 8 pooled connections: 5,000 transactions, no foreign row', async () => {
    const tenants = Array.from({ length: 50 }, (_, index) => `t${index}`);
    for (const tenant of tenants) {
      await database.inTenant(tenant, (trx) =>
        trx.insertInto('thing').values({ tenant_id: tenant, ref: 'r', text: '', version: 1 }).execute(),
      );
    }
    let foreign = 0;
    let own = 0;
    await Promise.all(
      tenants.map(async (tenant) => {
        for (let round = 0; round < 100; round += 1) {
          // One in five ends in a rollback, which must not leave its tenant on the connection.
          const work = database.inTenant(tenant, async (trx) => {
            const rows = await trx.selectFrom('thing').select('tenant_id').execute();
            own += rows.filter((row) => row.tenant_id === tenant).length;
            foreign += rows.filter((row) => row.tenant_id !== tenant).length;
            if (round % 5 === 0) throw new Error('roll back');
          });
          await work.catch((error: Error) => {
            if (error.message !== 'roll back') throw error;
          });
        }
      }),
    );
    expect({ own, foreign, connections: database.metrics().connections <= 8 }).toEqual({
      own: 5000,
      foreign: 0,
      connections: true,
    });
  });
});

describe('a transaction', () => {
  it('is undone whole when its work throws', async () => {
    const work = database.inTenant('c', async (trx) => {
      await trx.insertInto('thing').values({ tenant_id: 'c', ref: 'r', text: '', version: 1 }).execute();
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await database.inTenant('c', (trx) => trx.selectFrom('thing').selectAll().execute())).toEqual([]);
  });

  it('is repeated after a serialization failure, and both writers get through', async () => {
    await database.inTenant('s', (trx) =>
      trx.insertInto('thing').values({ tenant_id: 's', ref: 'n', text: '0', version: 1 }).execute(),
    );
    const before = database.metrics().retries;
    const bothRead = barrier(2);
    const add = () =>
      database.inTenant(
        's',
        async (trx) => {
          const row = await trx.selectFrom('thing').select('text').executeTakeFirstOrThrow();
          await bothRead();
          await trx
            .updateTable('thing')
            .set({ text: String(Number(row.text) + 1) })
            .execute();
        },
        { isolation: 'serializable' },
      );
    await Promise.all([add(), add()]);
    const row = await database.inTenant('s', (trx) => trx.selectFrom('thing').select('text').executeTakeFirstOrThrow());
    expect([row.text, database.metrics().retries - before]).toEqual(['2', 1]);
  });

  it('is repeated after a deadlock', async () => {
    for (const ref of ['x', 'y']) {
      await database.inTenant('d', (trx) =>
        trx.insertInto('thing').values({ tenant_id: 'd', ref, text: '', version: 1 }).execute(),
      );
    }
    const bothHold = barrier(2);
    const lock = (first: string, second: string) =>
      database.inTenant('d', async (trx) => {
        await trx.updateTable('thing').set({ text: first }).where('ref', '=', first).execute();
        await bothHold();
        await trx.updateTable('thing').set({ text: first }).where('ref', '=', second).execute();
      });
    await Promise.all([lock('x', 'y'), lock('y', 'x')]);
    const rows = await database.inTenant('d', (trx) => trx.selectFrom('thing').select('text').execute());
    expect(new Set(rows.map((row) => row.text)).size).toBe(1);
  });

  it('is not repeated after any other error', async () => {
    let runs = 0;
    const work = database.inTenant('a', async (trx) => {
      runs += 1;
      await sql`select 1 / 0`.execute(trx);
    });
    await expect(work).rejects.toMatchObject({ code: '22012' });
    expect(runs).toBe(1);
  });

  it('waits a bounded time in a bounded queue', async () => {
    const small = createDatabase<Tables>({ url: urls.app, pool: { max: 1, maxWaiting: 1, waitMs: 1000 } });
    const release = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holder = small.inTenant('a', async () => {
      held.resolve();
      await release.promise;
    });
    await held.promise;
    const waiting = small.inTenant('a', async () => 1).catch((error: unknown) => error);
    await expect.poll(() => small.metrics().waiting, { interval: 5 }).toBe(1);
    const turnedAway = await small.inTenant('a', async () => 1).catch((error: unknown) => error);
    const timedOut = await waiting;
    release.resolve();
    await holder;
    await small.close();
    expect([turnedAway, timedOut]).toMatchObject([{ code: 'database.busy', status: 503 }, { code: 'database.busy' }]);
  });

  it('on a server that is not there is unavailable', async () => {
    const nowhere = createDatabase({ url: 'postgres://x:y@127.0.0.1:1/z' });
    const error = await nowhere.ping().catch((caught: unknown) => caught);
    await nowhere.close();
    expect(error).toMatchObject({ code: 'database.unavailable', status: 503 });
  });

  it('whose connection is lost between two statements is unavailable, and the next one works', async () => {
    const error = await database
      .inTenant('a', async (trx) => {
        await admin.query('select pg_terminate_backend($1, 10000)', [await backend(trx)]);
        await sql`select 1`.execute(trx);
      })
      .catch((caught: unknown) => caught);
    await database.ping();
    expect(error).toMatchObject({ code: 'database.unavailable' });
  });

  it('whose connection is lost within a statement is unavailable, and the next one works', async () => {
    const error = await database
      .inTenant('a', async (trx) => {
        const pid = await backend(trx);
        const sleeping = sql`select pg_sleep(20)`.execute(trx);
        await Promise.all([sleeping, admin.query('select pg_terminate_backend($1, 10000)', [pid])]);
      })
      .catch((caught: unknown) => caught);
    await database.ping();
    expect(error).toMatchObject({ code: 'database.unavailable' });
  });
});

describe('an optimistic lock', () => {
  it('lets one of two writers through and raises the version', async () => {
    const key = { tenant_id: 'v', ref: 'r' };
    await database.inTenant('v', (trx) =>
      trx
        .insertInto('thing')
        .values({ ...key, text: 'old', version: 1 })
        .execute(),
    );
    const write = (text: string) =>
      database.inTenant('v', (trx) => updateVersioned(trx, { table: 'thing', key, version: 1, set: { text } }));
    const results = await Promise.allSettled([write('one'), write('two')]);
    const lost = results.find((result) => result.status === 'rejected');
    const won = results.find((result) => result.status === 'fulfilled');
    expect([won?.value, lost?.reason]).toMatchObject([2, { code: 'storage.conflict', status: 412 }]);
  });

  it('refuses a row that is gone', async () => {
    const gone = { table: 'thing', key: { tenant_id: 'v', ref: 'gone' }, version: 1, set: { text: '' } };
    await expect(database.inTenant('v', (trx) => updateVersioned(trx, gone))).rejects.toMatchObject({
      code: 'storage.conflict',
    });
  });
});

describe('migrations', () => {
  const first = { name: '0001-a', sql: 'create table a (id int)' };
  const second = { name: '0002-b', sql: 'create table b (id int); insert into b values (1)' };
  const run = (schema: string, ...migrations: { name: string; sql: string }[]) =>
    migrate({ url: urls.owner, schema, migrations });

  it('are applied once, in order, by processes that start together', async () => {
    const started = await Promise.all([run('m1', first, second), run('m1', first, second), run('m1', first, second)]);
    const again = await run('m1', first, second);
    expect([started.flat().sort(), again]).toEqual([['0001-a', '0002-b'], []]);
  });

  it('that were changed, or that this version does not know, are refused before anything is touched', async () => {
    await run('m2', first, second);
    const changed = run('m2', { ...first, sql: `${first.sql} ` }, second, { name: '0003-c', sql: 'create table c ()' });
    await expect(changed).rejects.toMatchObject({ code: 'migration.changed', facts: { name: '0001-a' } });
    await expect(run('m2', first)).rejects.toMatchObject({ code: 'migration.unknown', facts: { name: '0002-b' } });
    expect(await run('m2', first, second)).toEqual([]);
  });

  it('that fail leave nothing behind and keep what was before', async () => {
    const broken = { name: '0002-b', sql: 'create table b (id int); select 1 / 0' };
    await expect(run('m3', first, broken)).rejects.toMatchObject({
      code: 'migration.failed',
      facts: { name: '0002-b', reason: 'division by zero' },
    });
    expect(await run('m3', first, second)).toEqual(['0002-b']);
  });

  it('leave their table out of reach of the role of requests', async () => {
    const error = await database
      .inTenant('a', (trx) => sql`select * from app.migration`.execute(trx))
      .catch((caught: unknown) => caught);
    expect(sqlState(error)).toBe('42501');
  });
});

async function backend(trx: Transaction<Tables>): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
  return (rows[0] as { pid: number }).pid;
}

/** Lets callers pass once `count` of them have come; later ones pass at once. */
function barrier(count: number): () => Promise<void> {
  const all = Promise.withResolvers<void>();
  let come = 0;
  return () => {
    come += 1;
    if (come >= count) all.resolve();
    return all.promise;
  };
}

/** The same server, another database and role. */
function at(url: string, user?: string, password?: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  if (user !== undefined) address.username = user;
  if (password !== undefined) address.password = password;
  return address.href;
}
