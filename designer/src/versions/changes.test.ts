import { applyAll, diff, type Service } from '@omniroute/dsl';
import { canonicalJson } from '@omniroute/primitives';
import { serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesBetween, countsOf, fieldChanges } from './changes.ts';
import { drawnDifference } from './drawn-difference.ts';

const before: Service = {
  dsl_version: '1.0',
  id: 'orders',
  name: 'Orders',
  nodes: [
    { id: 'ask', type: 'transform', name: 'Ask', position: { x: 0, y: 0 }, config: { output: 'Hello' } },
    { id: 'old', type: 'transform', name: 'Old one', position: { x: 0, y: 100 }, config: { output: 1 } },
    { id: 'still', type: 'transform', position: { x: 0, y: 200 }, config: { output: 2 } },
  ],
  edges: [{ source: 'ask', target: 'old' }],
  variables: [{ name: 'sum', schema: { type: 'number' } }],
};
const after: Service = {
  ...before,
  description: 'Takes orders',
  nodes: [
    { id: 'ask', type: 'transform', name: 'Ask', position: { x: 9, y: 0 }, config: { output: 'Good day' } },
    { id: 'still', type: 'transform', position: { x: 50, y: 200 }, config: { output: 2 } },
    { id: 'new', type: 'transform', name: 'New one', position: { x: 0, y: 300 }, config: { output: 3 } },
  ],
  edges: [{ source: 'ask', target: 'new' }],
  variables: [{ name: 'sum', schema: { type: 'string' } }],
};

it('a comparison tells what was removed, changed, moved and added, by the names people gave', () => {
  expect(changesBetween(before, after)).toEqual([
    { became: 'removed', what: 'step', id: 'old', name: 'Old one', fields: [] },
    {
      became: 'changed',
      what: 'step',
      id: 'ask',
      name: 'Ask',
      fields: [{ path: ['config', 'output'], before: 'Hello', after: 'Good day' }],
    },
    { became: 'moved', what: 'step', id: 'still', name: 'still', fields: [] },
    { became: 'added', what: 'step', id: 'new', name: 'New one', fields: [] },
    { became: 'removed', what: 'connection', id: 'ask:out>old', name: 'Ask → Old one', fields: [] },
    { became: 'added', what: 'connection', id: 'ask:out>new', name: 'Ask → New one', fields: [] },
    {
      became: 'changed',
      what: 'service',
      id: '',
      name: 'Orders',
      fields: [{ path: ['description'], before: undefined, after: 'Takes orders' }],
    },
    {
      became: 'changed',
      what: 'variables',
      id: 'sum',
      name: 'sum',
      fields: [{ path: ['schema', 'type'], before: 'number', after: 'string' }],
    },
  ]);
  expect(countsOf(changesBetween(before, after))).toEqual({ added: 2, removed: 2, changed: 3, moved: 1 });
});

it('the drawing of a comparison shows what is gone beside what is there, with its mark', () => {
  const { service, marks } = drawnDifference(before, after, changesBetween(before, after));
  expect(service.nodes.map(({ id }) => id)).toEqual(['ask', 'still', 'new', 'old']);
  expect(service.edges).toEqual([
    { source: 'ask', target: 'new' },
    { source: 'ask', target: 'old' },
  ]);
  expect(marks).toEqual({
    old: 'removed',
    ask: 'changed',
    still: 'moved',
    new: 'added',
    'ask:out>new': 'added',
    'ask:out>old': 'removed',
  });
});

it('lists of one length are compared element by element, others as wholes', () => {
  expect(fieldChanges([1, 2], [1, 3])).toEqual([{ path: ['2'], before: 2, after: 3 }]);
  expect(fieldChanges([1, 2], [1])).toEqual([{ path: [], before: [1, 2], after: [1] }]);
});

it('something is told exactly when something differs, and the operations bring a version back whole', () => {
  const seed = 20260712;
  fc.assert(
    fc.property(serviceArbitrary, serviceArbitrary, (draft, version) => {
      const operations = diff(draft, version);
      expect(changesBetween(draft, version).length > 0).toBe(operations.length > 0);
      expect(changesBetween(draft, draft)).toEqual([]);
      const restored = applyAll(draft, operations);
      expect(restored.ok && canonicalJson(restored.value.service)).toBe(canonicalJson(version));
    }),
    { seed, numRuns: 200 },
  );
});
