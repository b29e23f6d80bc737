import { expect, test } from 'vitest';
import { callbackPlaceholder, fillCallbacks } from './callback-placeholder.ts';

const address = (key: string) => `https://example.test/callbacks/<${key}>`;

test('a mark becomes an address wherever it stands, and names its key', () => {
  const mark = callbackPlaceholder('pay#1.17.1');
  const value = { url: mark, text: `Pay at ${mark}. Again: ${mark}`, list: [mark, 5, null] };
  expect(fillCallbacks(value, address)).toEqual({
    url: 'https://example.test/callbacks/<pay#1.17.1>',
    text: 'Pay at https://example.test/callbacks/<pay#1.17.1>. Again: https://example.test/callbacks/<pay#1.17.1>',
    list: ['https://example.test/callbacks/<pay#1.17.1>', 5, null],
  });
});

test('the key of a wait in a subflow comes back whole', () => {
  expect(fillCallbacks(callbackPlaceholder('ship#2/reply#1'), address)).toBe(
    'https://example.test/callbacks/<ship#2/reply#1>',
  );
});

test('a mark that was cut off stays as it is', () => {
  const cut = callbackPlaceholder('pay#1').slice(0, -1);
  expect(fillCallbacks(cut, address)).toBe(cut);
});
