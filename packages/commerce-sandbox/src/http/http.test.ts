import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestSandbox, type TestSandbox } from '../testing/test-sandbox.ts';

let shop: TestSandbox;
beforeEach(async () => {
  shop = await openTestSandbox();
});
afterEach(() => shop.close());

const ask = (url: string, headers: Record<string, string> = { host: '127.0.0.1' }) =>
  shop.sandbox.app.inject({ url, headers });

test('it says that it lives, and how its data are kept', async () => {
  expect((await ask('/healthz')).json()).toEqual({ status: 'ok' });
  expect((await ask('/readyz')).json()).toEqual({
    status: 'ok',
    storage: 'sqlite, write-ahead log, synchronous=full',
  });
});

test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])('host %s is refused', async (host) => {
  const answer = await ask('/v1/orders', { host });
  expect([answer.statusCode, answer.json().code]).toEqual([421, 'host.refused']);
});

test.each(['127.0.0.1:4711', 'LOCALHOST', '[::1]:80'])('host %s is ours', async (host) => {
  expect((await ask('/v1/orders', { host })).statusCode).toBe(200);
});

test('an address that is not there is said to be not there', async () => {
  const answer = await ask('/v1/nothing?x=1');
  expect([answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
    404,
    'application/problem+json; charset=utf-8',
    {
      type: 'urn:omniroute:problem:route.not_found',
      title: 'Not Found',
      status: 404,
      detail: 'There is no GET /v1/nothing.',
      code: 'route.not_found',
      method: 'GET',
      path: '/v1/nothing',
    },
  ]);
});

test.each([
  ['text that is no JSON', 'application/json', '{', 400],
  ['another media type', 'text/plain', 'hello', 415],
  ['a body that is too large', 'application/json', JSON.stringify({ text: 'x'.repeat(300_000) }), 413],
])('%s is refused and keeps its status', async (_, type, payload, status) => {
  const answer = await shop.sandbox.app.inject({
    method: 'POST',
    url: '/v1/notifications',
    headers: { host: '127.0.0.1', 'content-type': type, 'idempotency-key': 'a:b:c:d' },
    payload,
  });
  expect([answer.statusCode, answer.json().code]).toEqual([status, 'request.refused']);
});

test('every missing field is named', async () => {
  const answer = await shop.post('/payments', 'k#1', {});
  expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
    '/method',
    '/amount',
    '/payer',
  ]);
});

test.each(['limit=0', 'limit=201', 'limit=many', 'colour=red'])('the query %s is refused', async (query) => {
  const answer = await ask(`/v1/orders?${query}`);
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.parameters']);
});

test('the document lists every route with its answers', async () => {
  const { openapi, paths } = (await ask('/v1/openapi.json')).json();
  const routes = Object.entries(paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect([openapi, routes.sort()]).toEqual([
    '3.1.0',
    [
      'DELETE /v1/faults',
      'GET /v1/callbacks',
      'GET /v1/currencies',
      'GET /v1/faults',
      'GET /v1/ledger',
      'GET /v1/ledger/money',
      'GET /v1/ledger/postings',
      'GET /v1/ledger/summary',
      'GET /v1/notifications',
      'GET /v1/notifications/{id}',
      'GET /v1/orders',
      'GET /v1/orders/{id}',
      'GET /v1/orders/{id}/releases',
      'GET /v1/payments',
      'GET /v1/payments/{id}',
      'GET /v1/purchase-orders',
      'GET /v1/purchase-orders/{id}',
      'GET /v1/refunds/{id}',
      'GET /v1/releases/{id}',
      'GET /v1/stock',
      'GET /v1/stock/reservations/{id}',
      'GET /v1/stock/{sku}',
      'GET /v1/suppliers',
      'GET /v1/suppliers/{id}',
      'PATCH /v1/orders/{id}',
      'POST /v1/faults',
      'POST /v1/notifications',
      'POST /v1/orders',
      'POST /v1/orders/{id}/release',
      'POST /v1/payments',
      'POST /v1/payments/{id}/settle',
      'POST /v1/purchase-orders',
      'POST /v1/purchase-orders/cancel',
      'POST /v1/purchase-orders/{id}/cancel',
      'POST /v1/refunds',
      'POST /v1/refunds/all',
      'POST /v1/releases/revoke',
      'POST /v1/stock/releases',
      'POST /v1/stock/reservations',
    ],
  ]);
});
