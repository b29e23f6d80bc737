import { createDatabase, type Database, type DatabaseOptions, migrate } from '@omniroute/server-kit';
import type { Transaction } from 'kysely';
import { services } from './migrations/0001-services.ts';
import { runs } from './migrations/0002-runs.ts';
import { ingress } from './migrations/0003-ingress.ts';
import { audit } from './migrations/0004-audit.ts';
import { drafts } from './migrations/0005-drafts.ts';
import { calls } from './migrations/0006-calls.ts';
import { versionNames } from './migrations/0007-version-names.ts';
import { codec } from './migrations/0008-codec.ts';
import { scenarios } from './migrations/0009-scenarios.ts';
import { businessKeys } from './migrations/0010-business-keys.ts';
import type { Tables } from './tables.ts';

/** A transaction of our tables. */
export type Trx = Transaction<Tables>;

/** The door to our tables: always in a transaction that knows its tenant, or as the system job `dispatch`. */
export type Storage = Database<Tables>;

export const SCHEMA = 'app';
/** The plain role that requests run under. */
export const APP_ROLE = 'omniroute_app';

/** Opens the product's schema as the plain role. */
export function openStorage(options: Pick<DatabaseOptions, 'url' | 'application' | 'pool' | 'log'>): Storage {
  return createDatabase<Tables>({ ...options, schema: SCHEMA });
}

/** Brings the schema to the newest version, as its owner. Returns the names of the migrations applied now. */
export function migrateStorage(ownerUrl: string, appRole = APP_ROLE): Promise<string[]> {
  return migrate({
    url: ownerUrl,
    schema: SCHEMA,
    migrations: [services, runs, ingress, audit, drafts, calls, versionNames, codec, scenarios, businessKeys],
    appRole,
  });
}
