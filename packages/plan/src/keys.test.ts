import { expect, test } from 'vitest';
import { formatKey, idempotencyKey, keyBeside, parseKey, placeOfKey, prefixOf } from './keys.ts';

test.each([
  ['charge#1', { node: 'charge', path: '1', word: null }],
  ['charge#1.17.2', { node: 'charge', path: '1.17.2', word: null }],
  ['ship#2/charge#1', { node: 'charge', path: '1', word: null }],
  ['call#1:open', { node: 'call', path: '1', word: 'open' }],
  ['ship#2/call#1.3:escalate1', { node: 'call', path: '1.3', word: 'escalate1' }],
])('%s is taken apart', (key, parts) => {
  expect(parseKey(key)).toEqual(parts);
});

test('a key is written as it is read', () => {
  expect([formatKey('charge', '1.17.1'), formatKey('call', '1', 'open')]).toEqual(['charge#1.17.1', 'call#1:open']);
});

test('the idempotency header names tenant, service, run and key', () => {
  expect(idempotencyKey({ tenant: 't', service: 's', run: 'r' }, 'charge#1')).toBe('t:s:r:charge#1');
});

test('an undo takes the place of what it undoes, inside subflows too', () => {
  expect([keyBeside('charge#1.2', 'refund'), keyBeside('ship#2/charge#1', 'refund')]).toEqual([
    'refund#1.2',
    'ship#2/refund#1',
  ]);
});

test('the subflows around a key are part of its place', () => {
  expect([prefixOf('charge#1'), prefixOf('a#1/b#2/charge#1')]).toEqual(['', 'a#1/b#2/']);
  expect([placeOfKey('charge#1.2'), placeOfKey('ship#2/call#1:open')]).toEqual([
    { node: 'charge', path: '1.2' },
    { node: 'ship/call', path: '2/1' },
  ]);
});
