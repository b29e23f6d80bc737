import { databaseErrors } from './errors.ts';

/** A name of our own schema, quoted for SQL. Names of tenants never become identifiers. Throws `sql.identifier`. */
export function quoteIdentifier(name: string): string {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name)) throw databaseErrors.fault('sql.identifier', { name });
  return `"${name}"`;
}
