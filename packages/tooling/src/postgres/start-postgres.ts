import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolingErrors } from '../errors.ts';
import { portFor } from '../ports.ts';
import { adoptProcess } from '../process/adopt.ts';
import { type Child, endingInWords } from '../process/child.ts';
import { startTethered } from '../process/tether.ts';
import { APP_ROLE, createDatabase, dropDatabase, OWNER_ROLE, onServer, prepareRoles } from './databases.ts';
import { findRunning } from './find-running.ts';
import { initialise } from './initialise.ts';
import { loadPasswords, passwordFile } from './passwords.ts';
import { choosePlace, type PostgresPlace } from './unprivileged.ts';

const READY_SECONDS = 60;
const POLL_MS = 20;
/** PostgreSQL's fast stop: open transactions are rolled back, everything is written. */
const STOP_SIGNAL = 'SIGINT';
/** SQLSTATE of a wrong password. */
const WRONG_PASSWORD = '28P01';

/** A PostgreSQL of ours on loopback; stopping it is a fast shutdown with everything written. */
export interface PostgresServer extends Child {
  readonly port: number;
  /** The data folder; outside the home folder when an unprivileged user could not enter that. */
  readonly data: string;
  /** Whether it ran already and was taken over. */
  readonly adopted: boolean;
  /** Address of a database as the superuser `postgres`, which row-level security does not bind. */
  adminUrl(database: string): string;
  /** Address of a database as the owner of its schemas, or as the plain role of requests. */
  url(database: string, role: 'owner' | 'app'): string;
  /** Makes a database owned by the owner role; one that exists is left as it is. */
  createDatabase(name: string, options?: { readonly template?: string }): Promise<void>;
  dropDatabase(name: string): Promise<void>;
}

export interface PostgresOptions {
  /** Keeps passwords in `keys/`, and the data in `postgres-data/` where the server's user can reach it. */
  readonly home: string;
  /** The port; one of a server that is taken over, or a free one, if it is not given. */
  readonly port?: number | undefined;
  /** Off only where losing the data with the machine does not matter: tests. */
  readonly fsync?: boolean;
  /** Hears what a person should know: where the data went, what is copied. */
  tell?: ((text: string) => void) | undefined;
  /** Hears each line of the server's log. */
  onLine?: ((line: string) => void) | undefined;
}

/**
 * Starts the bundled PostgreSQL with its data under the home folder, initialising it on first use; one that runs on this data
 * already, left behind by a process that was killed, is taken over. Resolves when it answers and its roles are there.
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { tell = () => undefined } = options;
  const home = resolve(options.home);
  const place = await choosePlace(home, tell);
  const data = join(place.folder, 'postgres-data');
  const passwords = await loadPasswords(home);
  await initialise(place, data, passwords.superuser);
  const { child, port, adopted } = await adoptOrStart(place, data, options);
  const address = (user: string, password: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const admin = address('postgres', passwords.superuser, 'postgres');
  try {
    await answering(admin, child, { folder: data, keys: passwordFile(home) });
    await onServer(admin, (client) => prepareRoles(client, passwords));
  } catch (error) {
    await child.stop();
    throw error;
  }
  return {
    ...child,
    port,
    data,
    adopted,
    adminUrl: (database) => address('postgres', passwords.superuser, database),
    url: (database, role) =>
      role === 'owner' ? address(OWNER_ROLE, passwords.owner, database) : address(APP_ROLE, passwords.app, database),
    createDatabase: (name, { template } = {}) => onServer(admin, (client) => createDatabase(client, name, template)),
    dropDatabase: (name) => onServer(admin, (client) => dropDatabase(client, name)),
  };
}

async function adoptOrStart(
  place: PostgresPlace,
  data: string,
  options: PostgresOptions,
): Promise<{ child: Child; port: number; adopted: boolean }> {
  const running = await findRunning(data);
  if (running !== null) {
    const child = adoptProcess(running.pid, STOP_SIGNAL);
    if (options.port === undefined || options.port === running.port)
      return { child, port: running.port, adopted: true };
    await child.stop();
  }
  const port = await portFor('PostgreSQL', options.port);
  const settings = serverSettings(port, options.fsync ?? true).flatMap((setting) => ['-c', setting]);
  const child = startTethered(place.programs.postgres, ['-D', data, ...settings], {
    identity: place.identity,
    stopSignal: STOP_SIGNAL,
    onLine: options.onLine,
  });
  return { child, port, adopted: false };
}

function serverSettings(port: number, fsync: boolean): readonly string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=64MB',
    'log_min_messages=warning',
    ...(fsync ? ['fsync=on'] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
}

async function answering(url: string, child: Child, facts: { folder: string; keys: string }): Promise<void> {
  let problem = `nothing for ${READY_SECONDS} s`;
  for (const until = Date.now() + READY_SECONDS * 1000; Date.now() < until; await sleep(POLL_MS)) {
    if (child.isOver()) {
      problem = `it ended ${endingInWords(await child.ended)}`;
      break;
    }
    try {
      return await onServer(url, async (client) => void (await client.query('select 1')));
    } catch (error) {
      if ((error as { code?: string }).code === WRONG_PASSWORD)
        throw toolingErrors.fault('postgres.password', facts, error);
    }
  }
  throw toolingErrors.fault('postgres.not_ready', { problem, log: child.log() || '(empty)' });
}
