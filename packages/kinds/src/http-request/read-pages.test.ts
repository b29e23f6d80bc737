import { isActivityFault } from '@omniroute/kind-sdk/activity';
import { type FakeReplies, fakeActivityContext, jsonReply } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { httpRequestActivities } from './activity.ts';

const run = httpRequestActivities.verbs.run;
const pages = { items: '/items', cursor: '/next', query: 'cursor', max: 3 };

async function read(replies: FakeReplies) {
  const outside = fakeActivityContext(replies);
  const input = { method: 'GET', url: '/v1/stock', query: { low: true }, pages };
  const result = await run?.(input, outside.context).catch((thrown: unknown) => {
    if (!isActivityFault(thrown)) throw thrown;
    return thrown.error;
  });
  return { asked: outside.calls.map(({ query }) => query), result };
}

test('pages are read until one names no next, and their items are one list', async () => {
  const { asked, result } = await read([
    jsonReply({ items: [1, 2], next: 'p2' }),
    jsonReply({ items: [], next: 3 }),
    jsonReply({ items: [3] }),
  ]);
  expect(asked).toEqual([{ low: 'true' }, { low: 'true', cursor: 'p2' }, { low: 'true', cursor: '3' }]);
  expect(result).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body: [1, 2, 3] });
});

test.each([null, ''])('a next of %j ends the list', async (next) => {
  const { asked, result } = await read([jsonReply({ items: [1], next })]);
  expect([asked.length, result]).toMatchObject([1, { body: [1] }]);
});

test('more pages than there may be are an error, not a list cut short', async () => {
  let page = 0;
  const { asked, result } = await read(() => {
    page += 1;
    return jsonReply({ items: [page], next: `p${page}` });
  });
  expect([asked.length, result]).toEqual([
    3,
    { code: 'limit.iterations', message: 'There are more than 3 pages.', details: { max: 3, items: 3 } },
  ]);
});

test('a failure on the way is the failure of the whole', async () => {
  const { result } = await read([jsonReply({ items: [1], next: 'p2' }), jsonReply({}, 503)]);
  expect(result).toMatchObject({ code: 'http.503' });
});

test.each([
  ['no list', { next: null }, 'Page 1 has no list at /items.'],
  ['a cursor that is an object', { items: [], next: {} }, 'Page 1 has no text or number at /next.'],
])('%s does not fit', async (_, body, message) => {
  const { result } = await read([jsonReply(body)]);
  expect(result).toMatchObject({ code: 'validation.output', message });
});

test('a page that names itself as the next does not fit', async () => {
  const { asked, result } = await read([jsonReply({ items: [], next: 'p2' })]);
  expect([asked.length, result]).toMatchObject([2, { code: 'validation.output' }]);
});
