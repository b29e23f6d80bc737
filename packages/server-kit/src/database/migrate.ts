import { sha256Hex } from '@omniroute/primitives';
import { Client } from 'pg';
import { databaseErrors } from './errors.ts';
import { quoteIdentifier } from './identifier.ts';
import { sqlState } from './pg-error.ts';

export interface Migration {
  /** `0001-services`: unique in its schema; the list is in the order of application. */
  readonly name: string;
  readonly sql: string;
}

export interface MigrateOptions {
  /** Connects as the owner of the schema, which requests never do. */
  readonly url: string;
  readonly schema: string;
  readonly migrations: readonly Migration[];
  /** The plain role of the product: it gets the use of the schema and of what is in it, but not of the migration table. */
  readonly appRole?: string;
}

/** How long a statement may wait for a lock, so that a migration never queues every other transaction behind itself. */
const LOCK_TIMEOUT = '2s';
/** How often a migration that met a lock is tried. */
const MOST_ATTEMPTS = 5;

/**
 * Brings a schema to the newest version: each migration in a transaction of its own, recorded with the sha256 of its SQL.
 * Processes that start together take turns by an advisory lock. Returns the names applied now. Throws `migration.changed`
 * and `migration.unknown` before touching anything, `migration.failed` with what was applied before it kept.
 */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const client = new Client({ connectionString: options.url, application_name: 'omniroute-migrate' });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('omniroute.migrate.' || $1, 0))", [options.schema]);
    await prepare(client, options);
    const done = await appliedMigrations(client, options.schema);
    const pending = pendingMigrations(options, done);
    for (const migration of pending) await apply(client, options.schema, migration);
    if (options.appRole !== undefined) await grant(client, options.schema, options.appRole);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function prepare(client: Client, { schema }: MigrateOptions): Promise<void> {
  const name = quoteIdentifier(schema);
  await client.query(`create schema if not exists ${name}`);
  await client.query(
    `create table if not exists ${name}.migration (
       name text primary key, checksum text not null, position integer not null unique,
       applied_at timestamptz not null default now())`,
  );
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

async function appliedMigrations(client: Client, schema: string): Promise<Applied[]> {
  const { rows } = await client.query<Applied>(
    `select name, checksum from ${quoteIdentifier(schema)}.migration order by position`,
  );
  return rows;
}

/** What was applied has to be the beginning of the list, unchanged. */
function pendingMigrations({ schema, migrations }: MigrateOptions, done: readonly Applied[]): readonly Migration[] {
  for (const [index, { name, checksum }] of done.entries()) {
    const known = migrations[index];
    if (known === undefined || known.name !== name) throw databaseErrors.fault('migration.unknown', { schema, name });
    if (sha256Hex(known.sql) !== checksum) throw databaseErrors.fault('migration.changed', { schema, name });
  }
  return migrations.slice(done.length);
}

async function apply(client: Client, schema: string, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyOnce(client, schema, migration);
    } catch (error) {
      await client.query('rollback');
      if (sqlState(error) === '55P03' && attempt < MOST_ATTEMPTS) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw databaseErrors.fault('migration.failed', { schema, name: migration.name, reason }, error);
    }
  }
}

async function applyOnce(client: Client, schema: string, migration: Migration): Promise<void> {
  await client.query('begin');
  await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query(`set local search_path = ${quoteIdentifier(schema)}`);
  await client.query(migration.sql);
  await client.query(
    `insert into ${quoteIdentifier(schema)}.migration (name, checksum, position)
     select $1, $2, count(*) from ${quoteIdentifier(schema)}.migration`,
    [migration.name, sha256Hex(migration.sql)],
  );
  await client.query('commit');
}

async function grant(client: Client, schema: string, role: string): Promise<void> {
  const [name, to] = [quoteIdentifier(schema), quoteIdentifier(role)];
  await client.query(
    `begin;
     grant usage on schema ${name} to ${to};
     grant select, insert, update, delete on all tables in schema ${name} to ${to};
     grant usage, select on all sequences in schema ${name} to ${to};
     revoke all on ${name}.migration from ${to};
     commit`,
  );
}
