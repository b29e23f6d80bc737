import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { type FakeReplies, fakeActivityContext, jsonReply } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { httpRequestActivities } from './activity.ts';

const run = httpRequestActivities.verbs.run;
type Input = Parameters<NonNullable<typeof run>>[0];

/** One attempt: what was sent, and what came of it. */
async function attempt(input: Input, replies: FakeReplies = [{}]) {
  const outside = fakeActivityContext(replies);
  const result = await run?.(input, outside.context).then(
    (output) => ({ output }),
    (thrown: unknown) => {
      if (!isActivityFault(thrown)) throw thrown;
      return { error: thrown.error, retryAfterMs: thrown.retryAfterMs };
    },
  );
  return { sent: outside.calls[0], result };
}

describe('what is sent', () => {
  test('a GET carries no key and no body; values of the query are written out', async () => {
    const { sent } = await attempt({ method: 'GET', url: '/v1/orders', query: { page: 2, open: true, name: 'a b' } });
    expect(sent).toEqual({
      method: 'GET',
      url: '/v1/orders',
      query: { page: '2', open: 'true', name: 'a b' },
      headers: { accept: 'application/json, */*;q=0.5' },
    });
  });

  test.each(['POST', 'PATCH'])('a %s carries the key of its effect and a JSON body', async (method) => {
    const { sent } = await attempt({ method, url: '/v1/orders', body: { id: 'o-1' } });
    expect(sent).toMatchObject({
      body: '{"id":"o-1"}',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'tenant-1:service-1:run-1:it#1' },
    });
  });

  test.each(['PUT', 'DELETE'])('a %s needs no key: it is idempotent by itself', async (method) => {
    const { sent } = await attempt({ method, url: '/v1/orders/1' });
    expect(sent?.headers).not.toHaveProperty('idempotency-key');
  });

  test('a form is written as fields, what is no text as JSON', async () => {
    const { sent } = await attempt({ method: 'POST', url: '/f', body: { a: 'x y', n: 1, l: [1] }, body_type: 'form' });
    expect([sent?.body, sent?.headers?.['content-type']]).toEqual([
      'a=x+y&n=1&l=%5B1%5D',
      'application/x-www-form-urlencoded',
    ]);
  });

  test('a raw text is sent as it is', async () => {
    const { sent } = await attempt({ method: 'PUT', url: '/f', body: 'plain', body_type: 'raw' });
    expect([sent?.body, sent?.headers?.['content-type']]).toEqual(['plain', 'text/plain; charset=utf-8']);
  });

  test('headers of the settings win over our own, whatever their case', async () => {
    const { sent } = await attempt({
      method: 'POST',
      url: '/f',
      body: 1,
      headers: { 'Content-Type': 'text/x', 'X-N': 5 },
    });
    expect(sent?.headers).toMatchObject({ 'content-type': 'text/x', 'x-n': '5' });
    expect(Object.keys(sent?.headers ?? {})).not.toContain('Content-Type');
  });
});

describe('what comes back', () => {
  test('a JSON body is read as JSON, also under a vendor type', async () => {
    const { result } = await attempt({ method: 'GET', url: '/' }, [
      { status: 201, headers: { 'content-type': 'application/vnd.shop+json; charset=utf-8' }, text: '{"a":1}' },
    ]);
    expect(result).toEqual({
      output: { status: 201, headers: { 'content-type': 'application/vnd.shop+json; charset=utf-8' }, body: { a: 1 } },
    });
  });

  test('any other body stays text, and an empty JSON body is null', async () => {
    const text = await attempt({ method: 'GET', url: '/' }, [{ headers: { 'content-type': 'text/csv' }, text: '1;2' }]);
    const empty = await attempt({ method: 'GET', url: '/' }, [
      { status: 204, headers: { 'content-type': 'application/json' } },
    ]);
    expect([text.result, empty.result]).toMatchObject([{ output: { body: '1;2' } }, { output: { body: null } }]);
  });

  test('JSON that is none is validation.output', async () => {
    const { result } = await attempt({ method: 'GET', url: '/' }, [
      { headers: { 'content-type': 'application/json' }, text: '<html>' },
    ]);
    expect(result).toMatchObject({ error: { code: 'validation.output', details: { text: '<html>' } } });
  });

  test.each([
    [401, 'auth'],
    [403, 'auth'],
    [404, 'http.404'],
    [408, 'timeout.run'],
    [425, 'quota'],
    [429, 'quota'],
    [503, 'http.503'],
  ])('status %i is %s, with the answer in its details', async (status, code) => {
    const { result } = await attempt({ method: 'GET', url: '/' }, [jsonReply({ why: 'no' }, status)]);
    expect(result).toEqual({
      error: { code, message: `The service answered ${status}.`, details: { status, body: { why: 'no' } } },
      retryAfterMs: null,
    });
  });

  test('success can be narrowed to single statuses and widened to classes', async () => {
    const narrow = await attempt({ method: 'GET', url: '/', success: [200] }, [{ status: 202 }]);
    const wide = await attempt({ method: 'GET', url: '/', success: ['2xx', 404] }, [{ status: 404 }]);
    expect([narrow.result, wide.result]).toMatchObject([{ error: { code: 'http.202' } }, { output: { status: 404 } }]);
  });

  test.each([
    ['7', 7000],
    ['Mon, 05 Jan 2026 09:01:00 GMT', 60_000],
    ['Mon, 05 Jan 2026 08:00:00 GMT', 0],
    ['soon', null],
  ])('Retry-After %s is %s ms', async (header, expected) => {
    const { result } = await attempt({ method: 'GET', url: '/' }, [
      { status: 503, headers: { 'retry-after': header } },
    ]);
    expect(result).toMatchObject({ retryAfterMs: expected });
  });
});
