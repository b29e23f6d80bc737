import { expect, test } from 'vitest';
import { operationsOf } from './graphql-operations.ts';

test.each([
  ['{ orders { id } }', ['query']],
  ['query Orders($shop: ID!) { orders(shop: $shop) { id } }', ['query']],
  ['mutation { confirm(id: 1) { id } }', ['mutation']],
  ['subscription { changes { id } }', ['subscription']],
  ['fragment F on Order { id }\nmutation M { confirm { ...F } }', ['mutation']],
  ['query A { a } mutation B { b }', ['query', 'mutation']],
  ['query A($f: Filter = { mutation: true }) @live(if: true) { a(f: { query: 1 }) { mutation } }', ['query']],
  ['# mutation { a }\n{ a(text: "} mutation { \\" ", long: """ } mutation { """) }', ['query']],
  ['fragment F on Order { id }', []],
  ['', []],
  ['"never closed', []],
])('%j holds %j', (document, operations) => {
  expect(operationsOf(document)).toEqual(operations);
});
