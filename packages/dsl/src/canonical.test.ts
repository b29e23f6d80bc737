import { serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { serviceHash } from './canonical.ts';
import type { Service } from './document/service.ts';

const seed = 20260105;

/** The same value with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, turned(member)]),
  );
}

it('a document has one hash, whatever the order of its keys, and another after any change', () => {
  fc.assert(
    fc.property(serviceArbitrary, (service) => {
      expect(serviceHash(turned(service) as Service)).toBe(serviceHash(service));
      expect(serviceHash({ ...service, name: `${service.name} 2` })).not.toBe(serviceHash(service));
    }),
    { seed, numRuns: 200 },
  );
  const steps = { dsl_version: '1.0' as const, id: 'ab', name: 'Abc', edges: [] };
  const nodes = [
    { id: 'a', type: 'end' },
    { id: 'b', type: 'end' },
  ];
  expect(serviceHash({ ...steps, nodes })).not.toBe(serviceHash({ ...steps, nodes: nodes.toReversed() }));
  expect(serviceHash({ ...steps, nodes })).toBe('24b6778a11459eacf628e9b143a13dff4b92f51936327bd42f15c3508598c078');
});
