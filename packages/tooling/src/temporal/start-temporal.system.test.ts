import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlive } from '../process/processes.ts';
import { getTemporal } from './get-temporal.ts';
import { startTemporal, type TemporalServer } from './start-temporal.ts';

let folder: string;
let started: TemporalServer[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-temporal-'));
  started = [];
});
afterEach(async () => {
  await Promise.all(started.map((server) => server.kill()));
  await rm(folder, { recursive: true, force: true });
});

async function start(port?: number): Promise<TemporalServer> {
  const { path: binary } = await getTemporal({ home: '.omniroute' });
  const server = await startTemporal({ binary, file: join(folder, 'a', 'temporal.db'), port, synchronous: 'NORMAL' });
  started.push(server);
  return server;
}

async function asClient<T>(server: TemporalServer, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

const searchAttributes = {
  TenantId: ['acme'],
  ServiceId: ['s'],
  ServiceVersion: ['1'],
  RunStatus: ['running'],
  BusinessKey1: ['a'],
  BusinessKey2: ['b'],
  BusinessKey3: ['c'],
};
const begin = (client: Client, workflowId: string) =>
  client.workflow.start('anything', { workflowId, taskQueue: 'nobody', searchAttributes });

it('takes a run with every search attribute at once, and keeps closed runs for thirty days', async () => {
  const server = await start();
  const { attributes, retention } = await asClient(server, async (client) => {
    const { searchAttributes: attributes } = await (await begin(client, 'one')).describe();
    const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
    return { attributes, retention: Number(config?.workflowExecutionRetentionTtl?.seconds) };
  });
  expect(attributes).toEqual(searchAttributes);
  expect(retention).toBe(30 * 24 * 60 * 60);
});

it('what it took survives kill -9; a second start prepares it again without complaint', async () => {
  const first = await start();
  await asClient(first, (client) => begin(client, 'kept'));
  await first.kill();
  expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });
  const second = await start();
  const status = await asClient(
    second,
    async (client) => (await client.workflow.getHandle('kept').describe()).status.name,
  );
  expect(status).toBe('RUNNING');
  await asClient(second, (client) => begin(client, 'another'));
});

it('ends a server that was left behind on the same file before it starts', async () => {
  const first = await start();
  const second = await start();
  expect([first.isOver(), isAlive(first.pid), isAlive(second.pid)]).toEqual([true, false, true]);
});

it('stops when it is asked; a port that is taken is refused, whoever answers there', async () => {
  const first = await start();
  const port = Number(first.address.split(':')[1]);
  const { path: binary } = await getTemporal({ home: '.omniroute' });
  await expect(
    startTemporal({ binary, file: join(folder, 'other.db'), port, synchronous: 'NORMAL' }),
  ).rejects.toMatchObject({ code: 'port.taken', facts: { name: 'Temporal', port } });
  await first.stop();
  expect([await first.ended, isAlive(first.pid)]).toEqual([{ code: 0, signal: null }, false]);
});
