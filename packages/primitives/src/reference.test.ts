import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { isReference, referenceTo } from './reference.ts';

const address = 'a'.repeat(64);

test.each([
  ['a text counts its characters', 'héllo 🙂', 7, 10],
  ['a list counts its items', [1, 2], 2, 5],
  ['an object counts its fields', { a: 1, b: 2 }, 2, 13],
  ['a number has no size', 5, null, 1],
] as const)('%s', (_, value, size, bytes) => {
  const reference = referenceTo(value as never, address, canonicalJson(value).length);
  expect(reference).toEqual({ '@ref': address, '@size': size, '@bytes': bytes });
  expect(isReference(reference)).toBe(true);
});

test.each([
  [null],
  ['text'],
  [[address]],
  [{ '@ref': address, '@size': 1 }],
  [{ '@ref': 'short', '@size': 1, '@bytes': 1 }],
  [{ '@ref': address, '@size': '1', '@bytes': 1 }],
  [{ '@ref': address, '@size': 1, '@bytes': 1, more: 1 }],
])('%j is none', (value) => {
  expect(isReference(value)).toBe(false);
});
