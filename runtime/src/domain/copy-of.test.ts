import type { Service } from '@omniroute/dsl';
import { expect, it } from 'vitest';
import { copyOf } from './copy-of.ts';

const service: Service = { dsl_version: '1.0', id: 'orders', name: 'Orders', nodes: [], edges: [] };

it('the first copy is the service itself, later ones have their number in address and name', () => {
  expect(copyOf(service, 1)).toBe(service);
  expect(copyOf(service, 3)).toEqual({ ...service, id: 'orders-3', name: 'Orders 3' });
});

it('a copy keeps to the longest address and name there are', () => {
  const { id, name } = copyOf({ ...service, id: 'a'.repeat(63), name: 'n'.repeat(100) }, 12);
  expect([id, name]).toEqual([`${'a'.repeat(60)}-12`, `${'n'.repeat(97)} 12`]);
});
