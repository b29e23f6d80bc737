import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { sandboxErrors } from '../errors.ts';
import { SCHEMA, SCHEMA_VERSION, WRITTEN_ONCE_TRIGGERS } from './schema.ts';

/** How long a start waits for a sandbox that is just ending to let go of the folder. */
const WAIT_FOR_LOCK_MS = 3000;

/** The sandbox's own disk: SQL, and all-or-nothing work. Everything is synchronous, so a transaction never interleaves. */
export interface Store {
  run(sql: string, ...values: SQLInputValue[]): void;
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[];
  /** Runs the work in one durable transaction: once this returns, the disk has it. Nothing of it stays if it throws. */
  transaction<Result>(work: () => Result): Result;
  /** Part of a transaction that can fail alone. */
  part<Result>(work: (undo: () => void) => Result): Result;
  close(): void;
}

/**
 * Opens (and first makes) the data in `dataDir`. Every commit is synced to disk before it is acknowledged (WAL,
 * `synchronous=FULL`), and the file stays locked: a second process on the same folder gets `storage.in_use`.
 */
export function openStore(dataDir: string, waitForLockMs = WAIT_FOR_LOCK_MS): Store {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'), { timeout: waitForLockMs });
  try {
    prepare(database, dataDir);
  } catch (error) {
    database.close();
    throw error;
  }
  return wrap(database);
}

function prepare(database: DatabaseSync, folder: string): void {
  try {
    database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full');
    database.exec('begin exclusive; commit');
  } catch (error) {
    if (isLocked(error)) throw sandboxErrors.fault('storage.in_use', { folder }, error);
    throw error;
  }
  const { user_version: found } = database.prepare('pragma user_version').get() as { user_version: number };
  if (found === SCHEMA_VERSION) return;
  if (found !== 0) throw sandboxErrors.fault('storage.version', { folder, found, expected: SCHEMA_VERSION });
  database.exec(`begin; ${SCHEMA} ${WRITTEN_ONCE_TRIGGERS} pragma user_version = ${SCHEMA_VERSION}; commit`);
}

/** SQLITE_BUSY and its extended codes. */
function isLocked(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && (code & 0xff) === 5;
}

function wrap(database: DatabaseSync): Store {
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  return {
    run: (sql, ...values) => void statement(sql).run(...values),
    get: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as Row[],
    transaction(work) {
      database.exec('begin immediate');
      try {
        const result = work();
        database.exec('commit');
        return result;
      } catch (error) {
        // A commit that failed may have ended the transaction by itself.
        if (database.isTransaction) database.exec('rollback');
        throw error;
      }
    },
    part(work) {
      database.exec('savepoint part');
      const undo = () => database.exec('rollback to part');
      try {
        const result = work(undo);
        database.exec('release part');
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec('rollback to part; release part');
        throw error;
      }
    },
    close: () => database.close(),
  };
}
