import { inject } from 'vitest';
import { createDatabase, dropDatabase, onServer } from '../postgres/databases.ts';
import type { ProvidedServices } from './provided.ts';

/** A database for one test file. */
export interface TestDatabase {
  readonly name: string;
  /** Addresses: superuser (never bound by row-level security), owner of the schemas, plain role of requests. */
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Drops it, ending who is connected. */
  drop(): Promise<void>;
}

/** The servers of this test run. */
export interface TestServices {
  readonly temporal: ProvidedServices['temporal'];
  readonly postgres: {
    /**
     * Makes an empty database with a name of its own, or a copy of a template (to which nobody may be connected): migrate
     * once into a template, and every file starts from it in some 20 ms.
     */
    createDatabase(options?: { readonly template?: string }): Promise<TestDatabase>;
  };
}

/**
 * The one Temporal and the one PostgreSQL of this run, started by the global set-up of the project `system`; a test outside
 * that project has none and is told so.
 *
 * @example
 * const database = await testServices().postgres.createDatabase();
 * afterAll(() => database.drop());
 */
export function testServices(): TestServices {
  const provided = inject('omnirouteServices') as ProvidedServices | undefined;
  if (provided === undefined)
    throw new Error(
      'No servers here: tests that need them are named *.system.test.ts and run in the project "system".',
    );
  const { port, roles } = provided.postgres;
  const url = (role: keyof typeof roles, database: string) =>
    `postgres://${roles[role].name}:${roles[role].password}@127.0.0.1:${port}/${database}`;
  const admin = url('admin', 'postgres');
  return {
    temporal: provided.temporal,
    postgres: {
      async createDatabase({ template } = {}) {
        const name = `test_${process.pid}_${crypto.randomUUID().slice(0, 8)}`;
        await onServer(admin, (client) => createDatabase(client, name, template));
        return {
          name,
          adminUrl: url('admin', name),
          ownerUrl: url('owner', name),
          appUrl: url('app', name),
          drop: () => onServer(admin, (client) => dropDatabase(client, name)),
        };
      },
    },
  };
}
