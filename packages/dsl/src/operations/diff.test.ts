import { canonicalJson } from '@omniroute/primitives';
import { serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Service } from '../document/service.ts';
import { applyAll, revert } from './apply.ts';
import { diff } from './diff.ts';

const seed = 20260105;

it('a comparison gives operations that make the one of the other, and their inverse the one again', () => {
  fc.assert(
    fc.property(serviceArbitrary, serviceArbitrary, (before, after) => {
      const applied = applyAll(before, diff(before, after));
      expect(applied.ok ? canonicalJson(applied.value.service) : applied.error).toBe(canonicalJson(after));
      const back = applied.ok ? revert(applied.value.service, applied.value.inverse) : applied;
      expect(back.ok && canonicalJson(back.value.service)).toBe(canonicalJson(before));
      expect(diff(before, before)).toEqual([]);
    }),
    { seed, numRuns: 1000 },
  );
});

it('a comparison says what changed in the words of the designer', () => {
  const before: Service = {
    dsl_version: '1.0',
    id: 'service',
    name: 'Service',
    nodes: [
      { id: 'a', type: 'transform', name: 'A', position: { x: 0, y: 0 }, config: { output: 1 } },
      { id: 'b', type: 'end' },
      { id: 'c', type: 'end' },
    ],
    edges: [
      { source: 'a', target: 'b' },
      { source: 'a', source_handle: 'error', target: 'c', on: ['auth'] },
    ],
    variables: [{ name: 'v', schema: { type: 'string' } }],
  };
  const after: Service = {
    dsl_version: '1.0',
    id: 'service',
    name: 'Renamed',
    nodes: [
      { id: 'd', type: 'end' },
      { id: 'a', type: 'transform', name: 'Z', parent: 'd', position: { x: 1, y: 0 }, config: { output: 2 } },
      { id: 'c', type: 'end' },
    ],
    edges: [
      { source: 'a', source_handle: 'error', target: 'c', label: 'refused' },
      { source: 'a', target: 'd' },
    ],
  };
  expect(diff(before, after)).toEqual([
    { op: 'set_service', field: 'name', value: 'Renamed' },
    { op: 'disconnect', edge: 'a:out>b' },
    { op: 'remove_node', id: 'b' },
    { op: 'add_node', node: { id: 'd', type: 'end' } },
    { op: 'set_name', id: 'a', name: 'Z' },
    { op: 'move_node', id: 'a', position: { x: 1, y: 0 } },
    { op: 'update_node', id: 'a', pointer: '/config', value: { output: 2 } },
    { op: 'set_parent', id: 'a', parent: 'd' },
    { op: 'set_edge', edge: 'a:error>c', label: 'refused' },
    { op: 'connect', edge: { source: 'a', target: 'd' } },
    { op: 'remove', collection: 'variables', id: 'v' },
    { op: 'arrange', list: 'nodes', ids: ['d', 'a', 'c'] },
  ]);
});
