import { applyAll, type Operation, type Service } from '@omniroute/dsl';
import { operationArbitrary, serviceArbitrary } from '@omniroute/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, isText } from '../../test/documents.ts';
import { applyOperations } from '../edit/apply-operations.ts';
import type { Origin } from '../edit/origin.ts';
import { itemsOf } from '../service/schema.ts';
import { readerOf } from '../service/service-reader.ts';
import { toService } from '../service/to-service.ts';
import { bindGraph, type GraphView } from './graph-view.ts';
import { type Fill, normalise } from './normalise.ts';
import { purge } from './purge.ts';

const seed = 20260111;
const origin: Origin = { kind: 'person', now: () => 50 };
const asItIs: Fill = (_, item) => item;

const service: Service = {
  dsl_version: '1.0',
  id: 'view',
  name: 'View',
  triggers: [{ id: 't', type: 'manual' }],
  nodes: [
    { id: 'a', type: 'transform' },
    { id: 'box', type: 'scope' },
    { id: 'in', type: 'transform', parent: 'box' },
  ],
  edges: [
    { source: 't', target: 'a' },
    { source: 'a', target: 'box' },
  ],
};

const edit = (doc: ReturnType<typeof documentOf>, ...operations: readonly Operation[]) => {
  const applied = applyOperations(doc, operations, origin, { isText });
  if (!applied.ok) throw new Error(applied.error.message);
};

describe('reading repairs', () => {
  it('edges without an end by hiding them, steps without their container by putting them outside', () => {
    const { service: shown, hidden } = normalise(
      { ...service, nodes: service.nodes.filter(({ id }) => id !== 'box') },
      asItIs,
    );
    expect(shown.nodes).toEqual([service.nodes[0], { id: 'in', type: 'transform' }]);
    expect([shown.edges, hidden]).toEqual([[service.edges[0]], ['a:out>box']]);
  });

  it('containers that hold each other by freeing one, the same everywhere', () => {
    const nodes = [
      { id: 'y', type: 'scope', parent: 'x' },
      { id: 'x', type: 'scope', parent: 'y' },
      { id: 'z', type: 'scope', parent: 'y' },
    ];
    for (const order of [nodes, nodes.toReversed()]) {
      const parents = normalise({ ...service, nodes: order, edges: [] }, asItIs).service.nodes.map((node) => [
        node.id,
        node.parent,
      ]);
      expect(new Map(parents as [string, string][])).toEqual(
        new Map([
          ['y', 'x'],
          ['x', undefined],
          ['z', 'y'],
        ]),
      );
    }
  });

  it('absent fields by what it is given, and nothing else', () => {
    const fill: Fill = (list, item) => (list === 'nodes' && !('type' in item) ? { ...item, type: 'unknown' } : item);
    const broken = { ...service, nodes: [{ id: 'a' }, ...service.nodes.slice(1)] } as unknown as Service;
    expect(normalise(broken, fill).service.nodes[0]).toEqual({ id: 'a', type: 'unknown' });
    expect(normalise(service, fill).service.nodes[1]).toBe(service.nodes[1]);
  });
});

describe('a view', () => {
  it('of a document followed through its changes is the view of the document read anew', () => {
    fc.assert(
      fc.property(serviceArbitrary, fc.array(operationArbitrary, { maxLength: 12 }), (start, operations) => {
        const doc = documentOf(start);
        const graph = bindGraph(readerOf(doc), asItIs);
        let current = start;
        for (const operation of operations) {
          const applied = applyAll(current, [operation]);
          if (!applied.ok) continue;
          current = applied.value.service;
          edit(doc, operation);
          expect({ service: graph.view().service, hidden: graph.view().hidden }).toEqual(
            normalise(toService(doc), asItIs),
          );
        }
      }),
      { seed, numRuns: 800 },
    );
  });

  it('keeps every object but that of the step that changed', () => {
    const doc = documentOf(service);
    const graph = bindGraph(readerOf(doc), asItIs);
    const views: GraphView[] = [graph.view()];
    graph.subscribe((view) => views.push(view));
    edit(doc, { op: 'move_node', id: 'a', position: { x: 1, y: 1 } });
    const [before, after] = views as [GraphView, GraphView];
    expect(views).toHaveLength(2);
    expect([...after.nodes].map(([id, node]) => [id, node === before.nodes.get(id)])).toEqual([
      ['a', false],
      ['box', true],
      ['in', true],
    ]);
    expect([
      after.edges === before.edges,
      after.service.edges === before.service.edges,
      after.hidden === before.hidden,
    ]).toEqual([true, true, true]);
  });

  it('keeps the repaired object of a step that did not change', () => {
    const doc = documentOf({ ...service, nodes: service.nodes.filter(({ id }) => id !== 'box') });
    const graph = bindGraph(readerOf(doc), asItIs);
    const before = graph.view().nodes.get('in');
    edit(doc, { op: 'move_node', id: 'a', position: { x: 1, y: 1 } });
    expect(graph.view().nodes.get('in')).toBe(before);
  });

  it('says nothing of what cannot be seen, nor after it is closed', () => {
    const doc = documentOf(service);
    const graph = bindGraph(readerOf(doc), asItIs);
    let seen = 0;
    graph.subscribe(() => (seen += 1));
    edit(doc, { op: 'add_node', node: { id: 'new', type: 'end' } });
    expect(seen).toBe(1);
    graph.destroy();
    edit(doc, { op: 'remove_node', id: 'new' });
    expect(seen).toBe(1);
  });
});

describe('a purge', () => {
  it('removes for good what was deleted long enough ago, with the edges that have no end left', () => {
    const doc = documentOf(service);
    edit(doc, { op: 'remove_node', id: 'box' });
    const before = toService(doc);
    expect(purge(doc, 50, { ...origin, kind: 'janitor' })).toBe(0);
    expect(purge(doc, 51, { ...origin, kind: 'janitor' })).toBe(2);
    expect([[...itemsOf(doc, 'nodes').keys()], [...itemsOf(doc, 'edges').keys()]]).toEqual([['a', 'in'], ['t:out>a']]);
    expect(normalise(toService(doc), asItIs).service).toEqual(normalise(before, asItIs).service);
  });
});
