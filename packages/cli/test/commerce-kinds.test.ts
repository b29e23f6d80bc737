import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { isActivityFault, type Json } from '@omniroute/kind-sdk/activity';
import { activities } from '@omniroute/kinds/activities';
import { fakeActivityContext } from '@omniroute/testing';
import { childEnvironment } from '@omniroute/tooling';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let sandbox: ReturnType<typeof spawn>;
let url: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omniroute-kinds-'));
  const main = fileURLToPath(import.meta.resolve('@omniroute/commerce-sandbox/main'));
  sandbox = spawn(process.execPath, [main], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    env: childEnvironment({ ...process.env, OMNIROUTE_CHILD: '1', OMNIROUTE_SANDBOX_DATA: folder }),
  });
  const ready = sandbox.stdio[4] as Readable;
  const [line] = (await once(ready.setEncoding('utf8'), 'data')) as [string];
  url = (JSON.parse(line) as { url: string }).url;
});
afterAll(async () => {
  sandbox.kill('SIGTERM');
  await once(sandbox, 'exit');
  rmSync(folder, { recursive: true });
});

/** Runs a kind's effect against the sandbox under a key of one run: the output, or the code of the error. */
async function act(type: keyof typeof activities, key: string, input: Json): Promise<Json> {
  const { context } = fakeActivityContext([{}], {
    key,
    idempotencyKey: `acme:shop:run-1:${key}`,
    http: async (call) => {
      const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query)}`;
      const sent = call.body === undefined ? {} : { body: call.body };
      const reply = await fetch(url + call.url + query, { method: call.method, headers: call.headers ?? {}, ...sent });
      return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() };
    },
  });
  return activities[type].verbs.run!(input, context).catch((thrown: unknown) => {
    if (!isActivityFault(thrown)) throw thrown;
    return thrown.error.code;
  });
}

const NGN = (amount: number) => ({ amount, currency: 'NGN' });
const TOTAL = NGN(24_000_000);

test('orders and stock are read, reserved and given back', async () => {
  expect(await act('order_get', 'get#1', { order_id: 'o-1001' })).toMatchObject({ id: 'o-1001', total: TOTAL });
  expect(await act('order_update', 'update#1', { order_id: 'o-1001', status: 'delivered' })).toBe(
    'business.order.transition',
  );
  expect(await act('stock_get', 'stock#1', { sku: 'COCOA-400' })).toMatchObject({ available: 95, lead_time_days: 14 });
  const lines = [{ sku: 'COCOA-400', quantity: 40 }];
  expect(await act('stock_reserve', 'reserve#1', { lines })).toMatchObject({
    levels: [{ sku: 'COCOA-400', on_hand: 95, reserved: 40, available: 55 }],
  });
  expect(await act('stock_reserve', 'reserve#2', { lines: [{ sku: 'COCOA-400', quantity: 96 }] })).toBe(
    'business.stock.insufficient',
  );
  expect(await act('stock_release', 'release#1', { effect_key: 'reserve#1' })).toMatchObject({ released: true });
  expect(await act('stock_release', 'release#2', { effect_key: 'reserve#2' })).toMatchObject({ released: false });
});

test('money is asked for, counted, released for and given back', async () => {
  const charge = { method: 'card', amount: TOTAL, payer: 'tok', reference: 'r-1' };
  const release = { order_id: 'o-1001', amount: TOTAL, payment_reference: 'r-1' };
  expect(await act('order_release', 'release_goods#1', release)).toBe('business.release.not_covered');
  expect(await act('payment_charge', 'charge#1', { ...charge, payer: '+2348000000002' })).toBe(
    'business.payment.declined',
  );
  expect(await act('payment_charge', 'charge#2', charge)).toMatchObject({ status: 'succeeded', paid: TOTAL });
  expect(await act('payment_status', 'ask#1', { reference: 'r-1', currency: 'NGN' })).toMatchObject({
    status: 'succeeded',
    confirmed: TOTAL,
    other: [],
  });
  expect(await act('order_release', 'release_goods#2', release)).toMatchObject({ status: 'issued', amount: TOTAL });
  expect(await act('order_release_revoke', 'revoke#1', { effect_key: 'release_goods#2' })).toMatchObject({
    revoked: true,
  });
  expect(await act('payment_refund', 'refund#1', { effect_key: 'charge#1' })).toEqual({ refunded: false, refunds: [] });
  expect(await act('payment_refund', 'refund#2', { reference: 'r-1' })).toMatchObject({
    refunded: true,
    refunds: [{ amount: TOTAL }],
  });
  expect(await act('payment_refund', 'refund#3', { effect_key: 'charge#2' })).toEqual({ refunded: false, refunds: [] });
});

test('money is pulled by a mandate, settled later and given back', async () => {
  const collect = { mandate: 'mnd-1', amount: NGN(700), reference: 'r-3' };
  expect(await act('mandate_collect', 'collect#1', collect)).toMatchObject({ status: 'pending', paid: NGN(0) });
  expect(await act('mandate_collect', 'collect#1', collect)).toMatchObject({ status: 'pending' });
  expect(await act('payment_refund', 'refund#6', { effect_key: 'collect#1' })).toBe('business.payment.unsettled');
});

test('an unknown payment is an output, and may still bring money when it is to go back', async () => {
  const charge = { method: 'mobile_money', amount: NGN(500), payer: '+2348000000007', reference: 'r-2' };
  expect(await act('payment_charge', 'charge#3', charge)).toMatchObject({ status: 'unknown', paid: NGN(0) });
  expect(await act('payment_refund', 'refund#4', { effect_key: 'charge#3' })).toBe('business.payment.unsettled');
  expect(await act('payment_refund', 'refund#5', { reference: 'r-2' })).toBe('business.payment.unsettled');
});

test('goods are ordered from a supplier, and the order is taken back once', async () => {
  const lines = [{ sku: 'COCOA-400', quantity: 2, unit_cost: 6400 }];
  const order = { supplier: 'accra-cocoa', currency: 'GHS', lines, total: 12_800 };
  expect(await act('purchase_order_create', 'buy#1', { ...order, total: 1 })).toBe('business.purchase_order.total');
  expect(await act('purchase_order_create', 'buy#1', order)).toMatchObject({
    status: 'placed',
    total: { amount: 12_800, currency: 'GHS' },
  });
  expect(await act('purchase_order_cancel', 'cancel#1', { effect_key: 'buy#1' })).toMatchObject({ cancelled: true });
  expect(await act('purchase_order_cancel', 'cancel#2', { effect_key: 'buy#1' })).toMatchObject({ cancelled: false });
});
