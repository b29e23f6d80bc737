import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox } from '../testing/test-sandbox.ts';
import { openStore } from './open-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const insert = (id: string) => ["insert into refund (id, document) values (?, '{}')", id] as const;

test('every commit is synced to the disk before it is acknowledged', () => {
  const store = openStore(folder);
  expect([store.get('pragma journal_mode'), store.get('pragma synchronous')]).toEqual([
    { journal_mode: 'wal' },
    { synchronous: 2 },
  ]);
  store.close();
});

test('a transaction leaves everything or nothing, and a part of it can fail alone', () => {
  const store = openStore(folder);
  const ids = () => store.all<{ id: string }>('select id from refund order by id').map((row) => row.id);
  const fail = (id: string) => () => {
    store.run(...insert(id));
    throw new Error('no');
  };
  expect(() => store.transaction(fail('a'))).toThrow('no');
  store.transaction(() => {
    store.run(...insert('b'));
    expect(() => store.part(fail('c'))).toThrow('no');
    store.part((undo) => {
      store.run(...insert('d'));
      undo();
    });
    store.run(...insert('e'));
  });
  expect(ids()).toEqual(['b', 'e']);
  store.close();
});

test('a second sandbox on the same folder is told to go elsewhere', () => {
  const store = openStore(folder);
  expect(() => openStore(folder, 10)).toThrow(`The folder ${folder} is used by another sandbox.`);
  store.close();
  openStore(folder).close();
});

test('data of another version are refused and left alone', () => {
  const database = new DatabaseSync(join(folder, 'sandbox.sqlite'));
  database.exec('pragma user_version = 99');
  database.close();
  expect(() => openStore(folder)).toThrow(`The data in ${folder} have version 99`);
});

test('what happened cannot be changed or removed', async () => {
  const shop = await openTestSandbox({ folder });
  await shop.post('/payments', 'charge#1', { method: 'card', amount: { amount: 9, currency: 'KES' }, payer: 'tok' });
  await shop.close();
  const store = openStore(folder);
  for (const table of ['received', 'answer', 'effect', 'posting']) {
    const column = table === 'posting' ? 'tenant' : 'idempotency_key';
    expect(() => store.run(`update ${table} set ${column} = 'x'`)).toThrow(`${table} is written once`);
    expect(() => store.run(`delete from ${table}`)).toThrow(`${table} is written once`);
  }
  store.close();
});

test('sample data come once: a second start keeps what has become of them', async () => {
  const first = await openTestSandbox({ folder });
  await first.patch('/orders/o-1001', 'confirm#1', { status: 'confirmed' });
  await first.post('/stock/reservations', 'reserve#1', { lines: [{ sku: 'COCOA-400', quantity: 5 }] });
  await first.close();
  const second = await openTestSandbox({ folder });
  const orders = (await second.get('/orders')).body.items;
  expect(orders.map((order: { id: string; status: string }) => `${order.id} ${order.status}`)).toEqual([
    'o-1001 confirmed',
    'o-1002 placed',
    'o-1003 placed',
    'o-1004 placed',
    'o-1005 placed',
    'o-1006 placed',
  ]);
  expect((await second.get('/stock/COCOA-400')).body.reserved).toBe(5);
  const replay = await second.patch('/orders/o-1001', 'confirm#1', { status: 'confirmed' });
  expect([replay.status, replay.headers['idempotency-replayed']]).toEqual([200, 'true']);
  await second.close();
});
