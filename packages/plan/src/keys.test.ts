import { expect, test } from 'vitest';
import { formatKey, idempotencyKey, parseKey } from './keys.ts';

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
