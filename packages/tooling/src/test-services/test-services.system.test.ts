import { Connection } from '@temporalio/client';
import { afterAll, expect, it } from 'vitest';
import { onServer } from '../postgres/databases.ts';
import { type TestDatabase, testServices } from './test-services.ts';

const { temporal, postgres } = testServices();
const made: TestDatabase[] = [];
afterAll(() => Promise.all(made.map((database) => database.drop())));
async function database(template?: string): Promise<TestDatabase> {
  const one = await postgres.createDatabase(template === undefined ? {} : { template });
  made.push(one);
  return one;
}

it('gives each caller a database of its own, with its three roles', async () => {
  const [one, other] = [await database(), await database()];
  const who = 'select current_user::text as who, current_database()::text as base';
  const seen = await Promise.all(
    [one.adminUrl, one.ownerUrl, one.appUrl, other.appUrl].map((url) =>
      onServer(url, async (client) => (await client.query(who)).rows[0]),
    ),
  );
  expect(seen).toEqual([
    { who: 'postgres', base: one.name },
    { who: 'omniroute_owner', base: one.name },
    { who: 'omniroute_app', base: one.name },
    { who: 'omniroute_app', base: other.name },
  ]);
});

it('copies a template with what was migrated into it', async () => {
  const template = await database();
  await onServer(template.ownerUrl, (client) => client.query('create schema app; create table app.t (n int)'));
  const copy = await database(template.name);
  expect(await onServer(copy.ownerUrl, async (client) => (await client.query('table app.t')).rows)).toEqual([]);
});

it('has a Temporal server that answers', async () => {
  const connection = await Connection.connect({ address: temporal.address });
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: temporal.namespace });
  await connection.close();
  expect(namespaceInfo?.name).toBe(temporal.namespace);
});

it.runIf(temporal.binary !== null)('hands its Temporal binary to whatever the tests start', () => {
  expect(process.env.TEMPORAL_CLI).toBe(temporal.binary);
});
