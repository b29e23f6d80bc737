import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RawAnswer, rawCall } from '../testing/raw-call.ts';
import { openTestSandbox, RUN, type TestSandbox } from '../testing/test-sandbox.ts';
import type { Fault } from './shapes.ts';

let shop: TestSandbox;
let url: string;
beforeEach(async () => {
  shop = await openTestSandbox();
  url = await shop.sandbox.listen(0);
});
afterEach(() => shop.close());

const SMS = { channel: 'sms', to: '+2348030001001', text: 'Order o-1001 received' };
const send = (key = 'send#1', body: object = SMS) =>
  rawCall(`${url}/v1/notifications`, { method: 'POST', key: `${RUN}${key}`, body });
const script = async (sequence: readonly (Fault | null)[], match: object = {}, per: 'rule' | 'key' = 'rule') => {
  expect((await shop.post('/faults', null, { match, sequence, per })).status).toBe(201);
};
const ledger = async (key = 'send#1') => {
  const [item] = (await shop.get(`/ledger/summary?prefix=${encodeURIComponent(RUN + key)}`)).body.items;
  return item === undefined ? null : { effects: item.effects, attempts: item.attempts };
};
const wasCut = (answer: RawAnswer) => ('cut' in answer ? { cut: answer.status } : { answered: answer.status });

describe('before the effect', () => {
  test('a status is answered in place of the effect, with what the script says', async () => {
    await script([{ kind: 'status', status: 429, retry_after: 7, body: { error: 'slow down' } }]);
    const answer = await send();
    if ('cut' in answer) throw new Error('It was cut.');
    expect([answer.status, answer.headers['retry-after'], JSON.parse(answer.text)]).toEqual([
      429,
      '7',
      { error: 'slow down' },
    ]);
    expect(await ledger()).toEqual({ effects: 0, attempts: 1 });
  });

  test('a status without a body is a problem', async () => {
    await script([{ kind: 'status', status: 503 }]);
    const answer = await send();
    if ('cut' in answer) throw new Error('It was cut.');
    const { status, code } = JSON.parse(answer.text);
    expect([answer.headers['content-type'], status, code]).toEqual([
      'application/problem+json; charset=utf-8',
      503,
      'fault.scripted',
    ]);
  });

  test('a reset leaves no effect, and the same key may try again', async () => {
    await script([{ kind: 'reset_before' }]);
    expect(wasCut(await send())).toEqual({ cut: null });
    expect(await ledger()).toEqual({ effects: 0, attempts: 1 });
    expect(wasCut(await send())).toEqual({ answered: 201 });
    expect(await ledger()).toEqual({ effects: 1, attempts: 2 });
  });

  test('a hang says nothing for its time and then breaks off', async () => {
    await script([{ kind: 'hang', ms: 5000 }]);
    const call = send();
    await shop.clock.untilAsleep();
    expect(await ledger()).toEqual({ effects: 0, attempts: 1 });
    shop.clock.advance(5000);
    expect([wasCut(await call), await ledger()]).toEqual([{ cut: null }, { effects: 0, attempts: 1 }]);
  });

  test('latency delays, and then all is done', async () => {
    await script([{ kind: 'latency', ms: 300 }]);
    const call = send();
    await shop.clock.untilAsleep();
    expect(await ledger()).toBeNull();
    shop.clock.advance(300);
    expect([wasCut(await call), await ledger()]).toEqual([{ answered: 201 }, { effects: 1, attempts: 1 }]);
  });
});

describe('after the effect', () => {
  const cases: readonly (readonly [string, Fault, number | null])[] = [
    ['a reset', { kind: 'reset_after' }, null],
    ['a truncated answer', { kind: 'truncate' }, 201],
    ['a hang with its effect', { kind: 'hang', ms: 0, effect: true }, null],
  ];
  test.each(cases)('%s loses the answer; the repetition gets the first one', async (_, fault, status) => {
    await script([fault]);
    const call = send();
    if (fault.kind === 'hang') {
      await shop.clock.untilAsleep();
      shop.clock.advance(0);
    }
    expect(wasCut(await call)).toEqual({ cut: status });
    expect(await ledger()).toEqual({ effects: 1, attempts: 1 });
    const [sent] = (await shop.get('/notifications')).body.items;
    const again = await send();
    if ('cut' in again) throw new Error('It was cut.');
    expect([again.headers['idempotency-replayed'], JSON.parse(again.text).id]).toEqual(['true', sent.id]);
    expect(await ledger()).toEqual({ effects: 1, attempts: 2 });
  });

  test('a truncated answer is announced whole and comes by half', async () => {
    await script([{ kind: 'truncate' }]);
    const answer = await rawCall(`${url}/v1/orders/o-1001`);
    const whole = JSON.stringify((await shop.get('/orders/o-1001')).body);
    expect(answer).toEqual({ cut: true, status: 200, text: whole.slice(0, Math.ceil(whole.length / 2)) });
  });
});

describe('which request gets which fault', () => {
  const busy: Fault = { kind: 'status', status: 503 };
  const statusOf = async (path: string, call = {}) => {
    const answer = await rawCall(`${url}/v1${path}`, call);
    return answer.status;
  };

  test('a sequence goes request by request; null lets one through; after its end nothing happens', async () => {
    await script([busy, null, { kind: 'status', status: 500 }]);
    const statuses = [];
    for (const key of ['a#1', 'b#1', 'c#1', 'd#1']) statuses.push(wasCut(await send(key)));
    expect(statuses).toEqual([{ answered: 503 }, { answered: 201 }, { answered: 500 }, { answered: 201 }]);
  });

  test('a sequence per key begins anew with each key', async () => {
    await script([busy, busy], {}, 'key');
    const statuses = [];
    for (const key of ['a#1', 'b#1', 'a#1', 'b#1', 'a#1', 'b#1']) statuses.push((await send(key)).status);
    expect(statuses).toEqual([503, 503, 503, 503, 201, 201]);
  });

  test('a used-up rule gives way to the next one that matches', async () => {
    await script([busy]);
    await script([{ kind: 'status', status: 500 }]);
    expect([(await send()).status, (await send()).status, (await send()).status]).toEqual([503, 500, 201]);
  });

  test.each([
    ['its path', { path: '/v1/orders/o-1001' }, '/orders/o-1001', '/orders/o-1002'],
    ['the beginning of its path', { path: '/v1/orders/*' }, '/orders/o-1001?x=1', '/orders'],
    ['its method', { method: 'GET' }, '/orders', null],
    ['its path and method', { path: '/v1/stock', method: 'GET' }, '/stock?limit=1', '/orders'],
  ])('a rule can choose a request by %s', async (_, match, hit, missed) => {
    await script([busy, busy], match);
    const other = missed === null ? (await send()).status : await statusOf(missed);
    expect([other, await statusOf(hit)]).toEqual([missed === null ? 201 : 200, 503]);
  });

  test('a rule can choose a request by the beginning of its key, and by who a notification goes to', async () => {
    await script([busy], { key_prefix: 'acme:shop:run-1:send#' });
    await script([{ kind: 'status', status: 500 }], { to: '+254700001002' });
    expect([(await send('other#1')).status, (await send('send#1')).status]).toEqual([201, 503]);
    expect((await send('third#1', { ...SMS, to: '+254700001002' })).status).toBe(500);
  });

  test('what checkers read never misbehaves', async () => {
    await script(Array.from({ length: 10 }, () => busy));
    const paths = ['/ledger', '/ledger/summary', '/ledger/money', '/ledger/postings', '/faults', '/currencies'];
    expect(await Promise.all(paths.map((path) => statusOf(path)))).toEqual(paths.map(() => 200));
  });

  test('rules are listed with their ids, and deleted together', async () => {
    await script([busy, null], { path: '/v1/orders' });
    const seeded = { match: {}, seed: 1, rate: 0.5 };
    const { body } = await shop.post('/faults', null, seeded);
    const rules = (await shop.get('/faults')).body.items;
    expect(rules).toEqual([
      { id: rules[0].id, match: { path: '/v1/orders' }, sequence: [busy, null], per: 'rule' },
      { id: body.id, ...seeded },
    ]);
    expect((await shop.remove('/faults')).status).toBe(204);
    expect((await shop.get('/faults')).body.items).toEqual([]);
    expect((await send()).status).toBe(201);
  });

  test.each([
    ['an unknown fault', { match: {}, sequence: [{ kind: 'explode' }] }],
    ['a fault with a field too many', { match: {}, sequence: [{ kind: 'truncate', ms: 1 }] }],
    ['a rate above one', { match: {}, seed: 1, rate: 1.5 }],
    ['neither sequence nor rate', { match: {} }],
    ['no match', { sequence: [null] }],
  ])('%s is refused', async (_, body) => {
    expect((await shop.post('/faults', null, body)).status).toBe(422);
  });
});

describe('by chance', () => {
  /** Statuses of forty keys that are sent once each, in the given order, and of reads between them. */
  async function statuses(seed: number, order: readonly number[]): Promise<readonly string[]> {
    const own = await openTestSandbox();
    const faults = [
      { kind: 'status', status: 500 },
      { kind: 'status', status: 503 },
    ];
    await own.post('/faults', null, { match: {}, seed, rate: 0.5, faults });
    const seen: string[] = [];
    for (const n of order) seen.push(`${n}: ${(await own.post('/notifications', `send#${n}`, SMS)).status}`);
    await own.close();
    return seen.sort();
  }

  test('the same seed gives the same faults, in whatever order requests come; another seed gives others', async () => {
    const order = Array.from({ length: 40 }, (_, n) => n);
    const first = await statuses(7, order);
    expect(await statuses(7, order.toReversed())).toEqual(first);
    expect(await statuses(8, order)).not.toEqual(first);
    const kinds = new Set(first.map((line) => line.split(': ')[1]));
    expect(kinds).toEqual(new Set(['201', '500', '503']));
  });
});

test('scripts and how far they have come survive the end of the sandbox', async () => {
  await script([
    { kind: 'status', status: 503 },
    { kind: 'status', status: 500 },
  ]);
  await send();
  await shop.sandbox.close();
  const next = await openTestSandbox({ folder: shop.folder });
  const statuses = [await next.post('/notifications', 'b#1', SMS), await next.post('/notifications', 'c#1', SMS)];
  expect(statuses.map((answer) => answer.status)).toEqual([500, 201]);
  await next.close();
  shop = await openTestSandbox({ folder: shop.folder });
});

test('closing the sandbox ends what hangs', async () => {
  await script([{ kind: 'hang', ms: 600_000 }]);
  const call = send();
  await shop.clock.untilAsleep();
  await shop.close();
  expect(wasCut(await call)).toEqual({ cut: null });
  shop = await openTestSandbox();
});
