import { fakeActivityContext, jsonReply } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { type CommerceCall, commerceCall, isActivityFault, keepNamed, refusalCode } from './activities.ts';
import { closedObject, INTEGER, MONEY, orNull, TEXT } from './commerce.ts';

const READ: CommerceCall = { method: 'GET', path: ['v1', 'orders', 'o 1/2'], query: { limit: 5, cursor: undefined } };

async function failureOf(replies: Parameters<typeof fakeActivityContext>[0], call: CommerceCall = READ) {
  const caught = await commerceCall(fakeActivityContext(replies).context, call).catch((thrown: unknown) => thrown);
  if (!isActivityFault(caught)) throw caught;
  const { error, retryAfterMs } = caught;
  return { ...error, retryAfterMs, refusal: refusalCode(caught) };
}

test('a read carries no key, and what a service gave cannot leave its place in the path', async () => {
  const outside = fakeActivityContext([jsonReply({ id: 'o-1' })]);
  expect(await commerceCall(outside.context, READ)).toEqual({ id: 'o-1' });
  expect(outside.calls).toEqual([
    { method: 'GET', url: '/v1/orders/o%201%2F2', query: { limit: '5' }, headers: { accept: 'application/json' } },
  ]);
});

test('a write carries the key of its effect', async () => {
  const outside = fakeActivityContext([jsonReply({}, 201)]);
  await commerceCall(outside.context, {
    method: 'POST',
    path: ['v1', 'refunds'],
    body: { amount: 1, reason: undefined },
  });
  expect(outside.calls[0]).toEqual({
    method: 'POST',
    url: '/v1/refunds',
    headers: {
      accept: 'application/json',
      'idempotency-key': 'tenant-1:service-1:run-1:it#1',
      'content-type': 'application/json',
    },
    body: '{"amount":1}',
  });
});

test.each(['', '.', '..'])('"%s" is no id: nothing is sent', async (id) => {
  const outside = fakeActivityContext();
  const call: CommerceCall = { method: 'GET', path: ['v1', 'orders', id] };
  const caught = await commerceCall(outside.context, call).catch((thrown: unknown) => thrown);
  expect([isActivityFault(caught) && caught.error.code, outside.calls]).toEqual(['validation.input', []]);
});

test('what the rules of the provider refuse is a business error with its facts', async () => {
  const problem = { code: 'stock.insufficient', detail: 'There are 5.', sku: 'TEA', available: 5, status: 409 };
  expect(await failureOf([jsonReply(problem, 409)])).toEqual({
    code: 'business.stock.insufficient',
    message: 'There are 5.',
    details: problem,
    retryAfterMs: null,
    refusal: 'stock.insufficient',
  });
});

test.each([
  [401, 'auth'],
  [403, 'auth'],
  [404, 'http.404'],
  [408, 'timeout.run'],
  [422, 'http.422'],
  [429, 'quota'],
  [503, 'http.503'],
])('status %i is %s, whatever code it names', async (status, code) => {
  expect((await failureOf([jsonReply({ code: 'order.not_found' }, status)])).code).toBe(code);
});

test('a 409 without a code is a status like others, and a long page is not kept', async () => {
  expect(await failureOf([{ status: 409, text: 'x'.repeat(5000), headers: { 'retry-after': '2' } }])).toEqual({
    code: 'http.409',
    message: 'The commerce service answered 409.',
    details: { status: 409 },
    retryAfterMs: 2000,
    refusal: null,
  });
});

test('an answer that is not JSON is validation.output', async () => {
  expect(await failureOf([{ status: 200, text: '<html>' }])).toMatchObject({ code: 'validation.output' });
});

test('of an answer that alone is kept which a schema names', () => {
  const schema = closedObject({
    id: TEXT,
    lines: { type: 'array', items: closedObject({ sku: TEXT, cost: MONEY }) },
    any: true,
    none: orNull(INTEGER),
  });
  const line = { sku: 'TEA', cost: { amount: 1, currency: 'NGN', exponent: 2 }, weight: 3 };
  expect(keepNamed(schema, { id: 'a', secret: 1, lines: [line], any: { kept: [1] }, none: null })).toEqual({
    id: 'a',
    lines: [{ sku: 'TEA', cost: { amount: 1, currency: 'NGN' } }],
    any: { kept: [1] },
    none: null,
  });
  expect([keepNamed(schema, null), keepNamed(schema, 'text'), keepNamed(schema, {})]).toEqual([null, 'text', {}]);
});
