import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { type FakeReplies, fakeActivityContext, jsonReply } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { graphqlRequestActivities } from './activity.ts';

const QUERY = { url: '/graphql', query: 'query ($id: ID!) { order(id: $id) { id } }', variables: { id: 'o-1' } };

async function ask(replies: FakeReplies, input: Parameters<NonNullable<typeof run>>[0] = QUERY) {
  const outside = fakeActivityContext(replies);
  const result = await run?.(input, outside.context).catch((thrown: unknown) => {
    if (!isActivityFault(thrown)) throw thrown;
    return { error: thrown.error, retryAfterMs: thrown.retryAfterMs };
  });
  return { calls: outside.calls, result };
}
const run = graphqlRequestActivities.verbs.run;

test('query and variables are posted, and data is the output', async () => {
  const { calls, result } = await ask([jsonReply({ data: { order: { id: 'o-1' } } })]);
  expect(result).toEqual({ data: { order: { id: 'o-1' } }, errors: [] });
  expect(calls).toEqual([
    {
      method: 'POST',
      url: '/graphql',
      headers: {
        accept: 'application/graphql-response+json, application/json;q=0.9',
        'content-type': 'application/json',
      },
      body: JSON.stringify({ query: QUERY.query, variables: QUERY.variables }),
    },
  ]);
});

test('a mutation carries the key of its effect', async () => {
  const { calls } = await ask([jsonReply({ data: null })], { url: '/graphql', query: 'mutation { confirm { id } }' });
  expect(calls[0]?.headers?.['idempotency-key']).toBe('tenant-1:service-1:run-1:it#1');
  expect(calls[0]?.body).toBe('{"query":"mutation { confirm { id } }"}');
});

test("the service's errors are output, with data as far as it came", async () => {
  const errors = [{ message: 'no such order', path: ['order'] }];
  expect((await ask([jsonReply({ data: { order: null }, errors })])).result).toEqual({ data: { order: null }, errors });
  expect((await ask([jsonReply({ errors })])).result).toEqual({ data: null, errors });
});

test.each([
  [400, 'http.400'],
  [403, 'auth'],
  [503, 'http.503'],
])('status %i is %s, with the errors it came with', async (status, code) => {
  const errors = [{ message: 'no' }];
  expect((await ask([jsonReply({ errors }, status, { 'retry-after': '2' })])).result).toEqual({
    error: { code, message: `The service answered ${status}.`, details: { status, errors } },
    retryAfterMs: 2000,
  });
});

test.each(['', '<html>', '[]', 'null', '{}'])(
  'an answer without data or errors (%s) is validation.output',
  async (text) => {
    expect((await ask([{ text }])).result).toMatchObject({ error: { code: 'validation.output' } });
  },
);
