import { expect, test } from 'vitest';
import { keptShare } from './kept-share.ts';
import type { Keep } from './ops.ts';

const text = { type: 'string' };
const order = {
  type: 'object',
  properties: {
    status: { type: 'integer' },
    headers: { type: 'object' },
    body: {
      type: 'object',
      properties: {
        id: text,
        lines: { type: 'array', items: { type: 'object', properties: { sku: text, note: text } } },
      },
    },
  },
};
const only = (fields: Readonly<Record<string, Keep>>): Keep => ({ fields });

test.each<readonly [string, unknown, Keep | undefined, readonly [kept: number, of: number]]>([
  ['all', order, null, [5, 5]],
  ['nothing', order, {}, [0, 5]],
  ['a step that is not read', order, undefined, [0, 5]],
  ['one value', order, only({ body: only({ id: null }) }), [1, 5]],
  ['a value of each item', order, only({ body: only({ lines: { each: only({ sku: null }) } }) }), [1, 5]],
  ['whether an open object is there', order, only({ headers: {} }), [0, 5]],
  ['some of an open object', order, only({ headers: only({ etag: null }) }), [1, 5]],
  ['whether a value is there, which is the value', order, only({ status: {} }), [1, 5]],
  ['what nothing describes', true, only({ id: null }), [1, 1]],
  ['what nothing describes and nobody reads', true, {}, [0, 1]],
])('%s', (_, schema, keep, [kept, of]) => {
  expect(keptShare(schema, keep)).toEqual({ kept, of });
});
