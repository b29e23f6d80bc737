import { afterEach, describe, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';
import type { Break } from './break-switch.ts';

let shop: TestSandbox;
afterEach(() => shop.close());

/** What a checker does: every acknowledged key has one effect, there is no other effect, and money sums to zero. */
async function check(acknowledged: readonly string[]): Promise<readonly string[]> {
  const { items } = (await shop.get('/ledger/summary?limit=1000')).body;
  const found = new Map<string, number>(
    items.map((item: { idempotency_key: string; effects: number }) => [item.idempotency_key, item.effects]),
  );
  const wrong = acknowledged.filter((key) => found.get(key) !== 1).map((key) => `${key}: ${found.get(key)} effects`);
  const { balanced } = (await shop.get('/ledger/money')).body;
  return balanced ? wrong : [...wrong, 'money does not sum to zero'];
}

async function trade(): Promise<readonly string[]> {
  const keys = ['charge#1', 'charge#2', 'charge#3'].map((key) => `acme:shop:run-1:${key}`);
  for (const key of keys) {
    const body = { method: 'card', amount: { amount: 700, currency: 'GHS' }, payer: 'tok' };
    const answer = await shop.post('/payments', key, body);
    expect(answer.status).toBe(201);
  }
  return keys;
}

test('a checker finds nothing wrong with a sandbox that is whole', async () => {
  shop = await openTestSandbox({ breakable: 'none' });
  expect(await check(await trade())).toEqual([]);
});

describe.each([
  ['drop', ['acme:shop:run-1:charge#1: 0 effects'], 2],
  ['double', ['acme:shop:run-1:charge#1: 2 effects'], 4],
  ['unbalance', ['money does not sum to zero'], 3],
] as const)('%s', (mode: Break, findings, payments) => {
  test('breaks one effect, and a checker says which', async () => {
    shop = await openTestSandbox({ breakable: mode });
    expect(await check(await trade())).toEqual(findings);
    expect((await shop.get('/payments')).body.items).toHaveLength(payments);
    expect((await shop.get('/faults/break')).body).toEqual({ armed: null });
  });

  test('can be armed while it runs', async () => {
    shop = await openTestSandbox({ breakable: 'none' });
    expect((await shop.post('/faults/break', null, { mode })).body).toEqual({ armed: mode });
    expect(await check(await trade())).toEqual(findings);
  });
});

test('a dropped effect is answered again as it was answered first', async () => {
  shop = await openTestSandbox({ breakable: 'drop' });
  const body = { channel: 'sms', to: '1', text: 'x' };
  const first = await shop.post('/notifications', 'send#1', body);
  const second = await shop.post('/notifications', 'send#1', body);
  expect([second.body, second.headers['idempotency-replayed']]).toEqual([first.body, 'true']);
  expect((await shop.get(`/notifications/${first.body.id}`)).status).toBe(404);
});

test('an effect that cannot happen twice leaves the switch armed for one that can', async () => {
  shop = await openTestSandbox({ breakable: 'double' });
  await shop.patch('/orders/o-1001', 'confirm#1', { status: 'confirmed' });
  await shop.post('/notifications', 'send#1', { channel: 'sms', to: '1', text: 'x' });
  const { items } = (await shop.get('/ledger/summary')).body;
  expect(items.map((item: { effects: number }) => item.effects)).toEqual([1, 2]);
});

test('a sandbox that was not started to be broken has no switch', async () => {
  shop = await openTestSandbox();
  const answer = await shop.post('/faults/break', null, { mode: 'drop' });
  expect([answer.status, answer.body.code]).toEqual([404, 'route.not_found']);
  expect(JSON.stringify((await shop.get('/openapi.json')).body)).not.toContain('break');
});
