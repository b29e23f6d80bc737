import type { Logger } from '@omniroute/telemetry';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool } from 'pg';
import { databaseErrors } from './errors.ts';
import { isRetryable, translateConnectionError } from './pg-error.ts';

export interface PoolOptions {
  /** Most connections, 10 if absent. */
  readonly max?: number;
  /** Most transactions that wait for one; the next is refused with `database.busy`. 200 if absent. */
  readonly maxWaiting?: number;
  /** How long one waits, in milliseconds; 5,000 if absent. */
  readonly waitMs?: number;
  /** Milliseconds a statement may take; 30,000 if absent. */
  readonly statementMs?: number;
  /** Milliseconds a transaction may lie idle; 30,000 if absent. */
  readonly idleInTransactionMs?: number;
}

export interface DatabaseOptions {
  /** Connects as the plain role of the product, never as owner or superuser. */
  readonly url: string;
  /** Schema of the product: tables are named without it. */
  readonly schema?: string;
  /** Shown in `pg_stat_activity`. */
  readonly application?: string;
  readonly pool?: PoolOptions;
  readonly log?: Logger;
}

export interface TransactionOptions {
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  readonly readOnly?: boolean;
}

export interface PoolMetrics {
  readonly connections: number;
  readonly idle: number;
  readonly waiting: number;
  readonly transactions: number;
  /** Transactions repeated after a serialization failure or a deadlock. */
  readonly retries: number;
}

/** The only door to a product's tables: whoever reads or writes does it in a transaction that has named its tenant. */
export interface Database<Tables> {
  /**
   * Runs `work` in one transaction that sees the rows of one tenant. `work` may run again after a serialization failure
   * or a deadlock (SQLSTATE 40001, 40P01), so its only effects are those of the transaction.
   */
  inTenant<T>(tenant: string, work: (trx: Transaction<Tables>) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** The same for work across tenants (`relay`, `inbox`): it sees what the policies of that purpose show. */
  asSystem<T>(
    purpose: string,
    work: (trx: Transaction<Tables>) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  /** Throws `database.unsafe_role` if the role of this connection is not bound by row-level security. */
  assertPlainRole(): Promise<void>;
  /** Resolves if the server answers; throws `database.unavailable` or `database.busy`. */
  ping(): Promise<void>;
  metrics(): PoolMetrics;
  close(): Promise<void>;
}

const MOST_ATTEMPTS = 5;

/**
 * Opens a pool on PostgreSQL. The tenant is set for one transaction only (`set_config(…, true)`), so no pooled connection
 * can carry it into the next request; without a tenant the policies show no rows.
 *
 * @example
 * const database = createDatabase<Tables>({ url, schema: 'app' });
 * const runs = await database.inTenant(tenant, (trx) => trx.selectFrom('run').selectAll().execute());
 */
export function createDatabase<Tables>(options: DatabaseOptions): Database<Tables> {
  const {
    max = 10,
    maxWaiting = 200,
    waitMs = 5_000,
    statementMs = 30_000,
    idleInTransactionMs = 30_000,
  } = options.pool ?? {};
  const pool = new Pool({
    connectionString: options.url,
    application_name: options.application ?? 'omniroute',
    max,
    connectionTimeoutMillis: waitMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    ...(options.schema === undefined ? {} : { options: `-c search_path=${options.schema}` }),
  });
  const lost = (error: Error): void => options.log?.warn('database connection lost', { error });
  pool.on('error', lost);
  // A connection in use reports its loss to itself only, and without a listener that ends the process.
  pool.on('connect', (client) => client.on('error', lost));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let transactions = 0;
  let retries = 0;

  const once = <T>(
    setting: string,
    value: string,
    work: (trx: Transaction<Tables>) => Promise<T>,
    how: TransactionOptions,
  ) => {
    let begin = kysely.transaction();
    if (how.isolation !== undefined) begin = begin.setIsolationLevel(how.isolation);
    if (how.readOnly) begin = begin.setAccessMode('read only');
    return begin.execute(async (trx) => {
      await sql`select set_config(${setting}, ${value}, true)`.execute(trx);
      return work(trx);
    });
  };

  const run = async <T>(
    setting: string,
    value: string,
    work: (trx: Transaction<Tables>) => Promise<T>,
    how: TransactionOptions = {},
  ) => {
    if (value === '') throw databaseErrors.fault('database.no_tenant');
    if (pool.waitingCount >= maxWaiting) throw databaseErrors.fault('database.busy', { retry_after_ms: 1000 });
    transactions += 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(setting, value, work, how);
      } catch (error) {
        if (!isRetryable(error) || attempt === MOST_ATTEMPTS) throw translateConnectionError(error);
        retries += 1;
        await pause(attempt);
      }
    }
  };

  return {
    inTenant: (tenant, work, how) => run('app.tenant', tenant, work, how),
    asSystem: (purpose, work, how) => run('app.system', purpose, work, how),
    assertPlainRole: () => assertPlainRole(pool),
    ping: async () => {
      await pool.query('select 1').catch((error: unknown) => {
        throw translateConnectionError(error);
      });
    },
    metrics: () => ({
      connections: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
      transactions,
      retries,
    }),
    close: () => pool.end(),
  };
}

/** Row-level security does not bind superusers and roles with BYPASSRLS, whatever the policies say. */
async function assertPlainRole(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ rolname: string; rolsuper: boolean; rolbypassrls: boolean }>(
    'select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  );
  const role = rows[0];
  if (role === undefined)
    throw databaseErrors.fault('database.unsafe_role', { role: 'current_user', reason: 'unknown' });
  if (!role.rolsuper && !role.rolbypassrls) return;
  const reason = role.rolsuper ? 'superuser' : 'bypassrls';
  throw databaseErrors.fault('database.unsafe_role', { role: role.rolname, reason });
}

/** 5 to 10 ms before the first retry, twice as long before each next: enough to let the other transaction end. */
function pause(attempt: number): Promise<void> {
  const base = 5 * 2 ** (attempt - 1);
  return new Promise((resolve) => setTimeout(resolve, base + Math.random() * base));
}
