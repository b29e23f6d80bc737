import { Client, escapeIdentifier } from 'pg';

/** Owns the databases and their schemas, and migrates them. */
export const OWNER_ROLE = 'omniroute_owner';
/** The plain role of requests: no superuser, bound by row-level security. */
export const APP_ROLE = 'omniroute_app';

/** Runs one piece of work on a connection of its own. */
export async function onServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // An idle connection that breaks says so by an event; what matters is whether the work succeeds.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the two roles, neither of which may bypass row-level security; those that exist are left as they are. */
export async function prepareRoles(client: Client, passwords: { owner: string; app: string }): Promise<void> {
  const roles = [
    [OWNER_ROLE, passwords.owner],
    [APP_ROLE, passwords.app],
  ] as const;
  for (const [role, password] of roles) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (rowCount === 0)
      await client.query(
        `create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
      );
  }
}

/**
 * Makes a database owned by the owner role, as a copy of a template if one is named (which nobody may be connected to).
 * One that exists is left as it is.
 */
export async function createDatabase(client: Client, name: string, template?: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount !== 0) return;
  const copy = template === undefined ? '' : ` template ${escapeIdentifier(template)} strategy file_copy`;
  await client.query(`create database ${escapeIdentifier(name)} owner ${OWNER_ROLE}${copy}`);
}

/** Drops a database, ending who is connected to it; one that does not exist is no error. */
export async function dropDatabase(client: Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
}
