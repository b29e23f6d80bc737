import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Child, startTethered } from '../child.ts';
import { toolingErrors } from '../errors.ts';
import { freePort } from '../ports.ts';
import { bundledBinaries, NOBODY, openPlace, reachableBinaries } from './binaries.ts';

const MAJOR = '18';
const READY_SECONDS = 30;
/** Owns the schemas and migrates them. */
const OWNER = 'omniroute_owner';
/** The plain role of requests: no superuser, bound by row-level security. */
const APP = 'omniroute_app';

export interface PostgresServer {
  readonly port: number;
  readonly child: Child;
  /** Where its data is; outside the home folder when an unprivileged user could not enter that. */
  readonly data: string;
  /** Address of a database as a role. */
  url(database: string, role: 'owner' | 'app'): string;
  /** Makes a database owned by the owner role; one that exists is left as it is. */
  createDatabase(name: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
}

export interface PostgresOptions {
  readonly home: string;
  readonly port?: number;
  /** Off only where losing the data with the machine does not matter: tests. */
  readonly fsync?: boolean;
  tell?(text: string): void;
  onLine?(line: string): void;
}

/** Starts the bundled PostgreSQL with its data under the home folder, initialising it on first use. */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const { home, fsync = true, tell = () => undefined } = options;
  const isRoot = process.getuid?.() === 0;
  const { place, moved } = openPlace(home);
  const data = join(place, 'postgres-data');
  if (moved) tell(`the database lives in ${place}, because PostgreSQL does not run as root and cannot enter ${home}`);
  await mkdir(place, { recursive: true, mode: 0o755 });
  const { postgres, initdb } = isRoot ? await reachableBinaries(place) : await bundledBinaries();
  const identity = isRoot ? { identity: NOBODY } : {};
  const passwords = await loadPasswords(home);
  await initialise({ data, initdb, password: passwords.superuser, isRoot });
  const port = options.port ?? (await freePort());
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `fsync=${fsync ? 'on' : 'off'}`,
    'max_connections=200',
    'shared_buffers=64MB',
    'log_min_messages=warning',
    ...(fsync ? [] : ['synchronous_commit=off', 'full_page_writes=off']),
  ];
  const child = startTethered(postgres, ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...identity,
    stopSignal: 'SIGINT',
    ...(options.onLine === undefined ? {} : { onLine: options.onLine }),
  });
  const address = (user: string, password: string, database: string) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  const admin = address('postgres', passwords.superuser, 'postgres');
  try {
    await answering(admin, child);
    await asAdmin(admin, (client) => prepareRoles(client, passwords));
  } catch (error) {
    await child.kill();
    throw error;
  }
  return {
    port,
    child,
    data,
    url: (database, role) =>
      role === 'owner' ? address(OWNER, passwords.owner, database) : address(APP, passwords.app, database),
    createDatabase: (name) =>
      asAdmin(admin, async (client) => {
        const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
        if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)} owner ${OWNER}`);
      }),
    dropDatabase: (name) =>
      asAdmin(
        admin,
        async (client) =>
          void (await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)),
      ),
  };
}

interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly app: string;
}

/** Random passwords made on first use, readable by the owner of the home folder only. */
async function loadPasswords(home: string): Promise<Passwords> {
  const path = join(home, 'keys', 'postgres.json');
  if (existsSync(path)) return JSON.parse(await readFile(path, 'utf8')) as Passwords;
  const secret = () => randomBytes(24).toString('hex');
  const passwords = { superuser: secret(), owner: secret(), app: secret() };
  await mkdir(join(home, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(path, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}

async function initialise({
  data,
  initdb,
  password,
  isRoot,
}: {
  data: string;
  initdb: string;
  password: string;
  isRoot: boolean;
}): Promise<void> {
  const stamp = join(data, 'PG_VERSION');
  if (existsSync(stamp)) {
    const found = (await readFile(stamp, 'utf8')).trim();
    if (found !== MAJOR) throw toolingErrors.fault('postgres.version', { folder: data, found, expected: MAJOR });
    return;
  }
  // What an interrupted first start left behind is no database.
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  if (isRoot) await chown(data, NOBODY.uid, NOBODY.gid);
  // initdb takes the password from a file only, which its user must be able to read.
  const secret = `${data}.password`;
  await writeFile(secret, password, { mode: 0o600 });
  if (isRoot) await chown(secret, NOBODY.uid, NOBODY.gid);
  const { status, stderr, error } = spawnSync(
    initdb,
    [
      '-D',
      data,
      '-U',
      'postgres',
      `--pwfile=${secret}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    { encoding: 'utf8', cwd: '/', ...(isRoot ? NOBODY : {}) },
  );
  await rm(secret, { force: true });
  if (status !== 0) {
    await rm(data, { recursive: true, force: true });
    throw toolingErrors.fault('postgres.init', {
      folder: data,
      problem: error?.message ?? stderr.trim().split('\n').at(-1) ?? 'unknown',
    });
  }
}

async function answering(url: string, child: Child): Promise<void> {
  for (const until = Date.now() + READY_SECONDS * 1000; Date.now() < until; await sleep(25)) {
    if (child.process.exitCode !== null) break;
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await client.end().catch(() => undefined);
    }
  }
  throw toolingErrors.fault('postgres.not_ready', { seconds: READY_SECONDS, log: child.log() || '(empty)' });
}

async function asAdmin<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function prepareRoles(client: Client, passwords: Passwords): Promise<void> {
  for (const [role, password] of [
    [OWNER, passwords.owner],
    [APP, passwords.app],
  ] as const) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    if (rowCount === 0)
      await client.query(
        `create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password ${client.escapeLiteral(password)}`,
      );
  }
}
