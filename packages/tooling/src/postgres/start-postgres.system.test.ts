import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freePort } from '../ports.ts';
import { isAlive, processesIn, processesWith } from '../process/processes.ts';
import { onServer } from './databases.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';

const door = new URL('../index.ts', import.meta.url).href;
const isRoot = process.getuid?.() === 0;
let folder: string;
let started: PostgresServer[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-postgres-'));
  await chmod(folder, 0o755);
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((server) => server.kill()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<PostgresServer> {
  const server = await startPostgres({ home: folder, ...options });
  started.push(server);
  return server;
}

const rows = <T>(url: string, text: string) =>
  onServer(url, async (client) => (await client.query(text)).rows as readonly T[]);
const remember = (server: PostgresServer) =>
  rows(server.adminUrl('postgres'), 'create table kept as select 42 as answer');
const recall = (server: PostgresServer) => rows(server.adminUrl('postgres'), 'select answer from kept');

describe('a first start', () => {
  it('makes plain roles, private passwords and durable settings, and listens on loopback only', async () => {
    const server = await start();
    const admin = server.adminUrl('postgres');
    const roles = await rows(
      admin,
      "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname like 'omniroute%' order by 1",
    );
    const plain = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
    expect(roles).toEqual([
      { rolname: 'omniroute_app', ...plain },
      { rolname: 'omniroute_owner', ...plain },
    ]);
    const settings = await rows(
      admin,
      "select name, setting from pg_settings where name in ('fsync', 'listen_addresses', 'unix_socket_directories', 'server_encoding') order by 1",
    );
    expect(settings).toEqual([
      { name: 'fsync', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'unix_socket_directories', setting: '' },
    ]);
    const modes = await Promise.all(
      ['keys', 'keys/postgres.json', 'postgres-data'].map(
        async (path) => (await stat(join(folder, path))).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o700, 0o600, 0o700]);
    expect((await readdir(folder)).sort()).toEqual(['keys', 'postgres-data']);
    await expect(
      rows(server.url('postgres', 'app').replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1'),
    ).rejects.toMatchObject({ code: '28P01' });
  });

  it('that was killed in the middle leaves nothing that looks like a database', async () => {
    const script = `import { startPostgres } from ${JSON.stringify(door)}; await startPostgres({ home: ${JSON.stringify(folder)} });`;
    const killed = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    const initdb = await vi.waitFor(
      () => {
        const begun = readdirSync(folder).some((name) => existsSync(join(folder, name, 'PG_VERSION')));
        const [pid] = processesWith([`--pwfile=${folder}/postgres-data.password`]);
        if (!begun || pid === undefined) throw new Error('not in the middle yet');
        return pid;
      },
      { timeout: 30_000, interval: 2 },
    );
    // Held, so that it cannot tidy up behind itself when its parent is gone.
    process.kill(initdb, 'SIGSTOP');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    process.kill(initdb, 'SIGKILL');
    await remember(await start());
  });

  it.runIf(isRoot)('under a home that user nobody cannot enter puts the data where it can, and says so', async () => {
    const home = join(folder, 'closed', 'home');
    await mkdir(home, { recursive: true });
    await chmod(join(folder, 'closed'), 0o700);
    const told: string[] = [];
    const server = await start({ home, tell: (text) => told.push(text) });
    try {
      const place = server.data.slice(0, -'/postgres-data'.length);
      expect(place).toMatch(/^\/var\/lib\/omniroute\/[0-9a-f]{12}$/);
      // Where the clone itself is closed, a copy of the programs is told too.
      expect(told.slice(0, 1)).toEqual([
        `the database lives in ${place}: PostgreSQL does not run as root, and user nobody cannot enter ${home}`,
      ]);
      expect(await readdir(home)).toEqual(['keys']);
    } finally {
      await server.kill();
      await rm(join(server.data, '..'), { recursive: true, force: true });
    }
  });
});

describe('data of an earlier start', () => {
  it('is kept over a stop, after which no process is left', async () => {
    const first = await start();
    await remember(first);
    await first.stop();
    expect([await first.ended, processesIn(first.data)]).toEqual([{ code: 0, signal: null }, []]);
    expect(await recall(await start())).toEqual([{ answer: 42 }]);
  });

  it('is kept over kill -9; the start waits for the orphans of the killed server', async () => {
    const first = await start();
    await remember(first);
    process.kill(first.pid, 'SIGKILL');
    await first.ended;
    expect(await recall(await start())).toEqual([{ answer: 42 }]);
  });

  it('of another release is refused and left as it is', async () => {
    await mkdir(join(folder, 'postgres-data'));
    await writeFile(join(folder, 'postgres-data', 'PG_VERSION'), '15\n');
    await expect(start()).rejects.toMatchObject({
      code: 'postgres.version',
      facts: { folder: join(folder, 'postgres-data'), found: '15', expected: '18' },
    });
    expect(await readdir(join(folder, 'postgres-data'))).toEqual(['PG_VERSION']);
  });

  it('whose passwords were lost is refused with the file that is missing', async () => {
    await (await start()).stop();
    await rm(join(folder, 'keys'), { recursive: true });
    await expect(start()).rejects.toMatchObject({
      code: 'postgres.password',
      facts: { folder: join(folder, 'postgres-data'), keys: join(folder, 'keys', 'postgres.json') },
    });
    expect(processesIn(join(folder, 'postgres-data'))).toEqual([]);
  });

  it('with a pid file whose number belongs to another program now is no obstacle', async () => {
    await (await start()).stop();
    // The same user as the server's: PostgreSQL itself sees through any other.
    const other = spawn('sleep', ['600'], isRoot ? { uid: 65534, gid: 65534 } : {});
    await once(other, 'spawn');
    await writeFile(
      join(folder, 'postgres-data', 'postmaster.pid'),
      `${other.pid}\n${folder}/postgres-data\n1760000000\n5433\n\n127.0.0.1\n  1    1\nready   \n`,
    );
    try {
      await remember(await start());
      expect(isAlive(other.pid!)).toBe(true);
    } finally {
      other.kill();
    }
  });

  it('with the pid file of a server that was killed and that nobody reaped is no obstacle', async () => {
    await (await start()).stop();
    // A process that is not waited for by its parent, as under a first process that reaps nobody.
    const parent = spawn('/bin/sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
    });
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const dead = Number(printed.toString());
    process.kill(dead, 'SIGKILL');
    await writeFile(
      join(folder, 'postgres-data', 'postmaster.pid'),
      `${dead}\n${folder}/postgres-data\n1760000000\n5433\n\n127.0.0.1\n  1    1\nready   \n`,
    );
    try {
      await remember(await start());
    } finally {
      parent.kill();
    }
  });
});

describe('a server that runs already', () => {
  it('is taken over with its port, and can be stopped by its new owner', async () => {
    const first = await start();
    await remember(first);
    const second = await start();
    expect([second.pid, second.port, second.adopted]).toEqual([first.pid, first.port, true]);
    expect(await recall(second)).toEqual([{ answer: 42 }]);
    await second.stop();
    expect([first.isOver(), isAlive(first.pid), processesIn(first.data)]).toEqual([true, false, []]);
  });

  it('on another port than the one wanted is stopped, and started on that port', async () => {
    const first = await start();
    await remember(first);
    const port = await freePort();
    const second = await start({ port });
    expect([first.isOver(), second.port, second.adopted]).toEqual([true, port, false]);
    expect(await recall(second)).toEqual([{ answer: 42 }]);
  });
});

describe('databases', () => {
  it('are made once, copied from a template, and dropped under those who are connected', async () => {
    const server = await start();
    await server.createDatabase('first');
    await rows(server.url('first', 'owner'), 'create schema app; create table app.t as select 1 as n');
    await server.createDatabase('first');
    await server.createDatabase('second', { template: 'first' });
    expect(await rows(server.url('second', 'owner'), 'select n from app.t')).toEqual([{ n: 1 }]);
    await server.dropDatabase('first');
    await server.dropDatabase('first');
    const names = await rows(
      server.adminUrl('postgres'),
      "select datname from pg_database where datname in ('first', 'second')",
    );
    expect(names).toEqual([{ datname: 'second' }]);
  });
});
