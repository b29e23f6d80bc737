import { edgeId, type Node, type Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import type { GraphView } from '@omniroute/shared-doc';
import { describe, expect, it, test } from 'vitest';
import type { DrawnBox, Kinds } from '../../commands/editor.ts';
import { createUi } from '../../store/ui-state.ts';
import { isOnPath } from './counter-example.ts';
import { createFlowNodes } from './flow-nodes.ts';
import { createLayout } from './lay-out.ts';
import { layered } from './layered.ts';
import { mapOf } from './map-of.ts';
import { boxAt } from './paint-overview.ts';
import { portShare } from './port-share.ts';
import { tidied } from './tidy.ts';
import { fitting, sightOf, windowOf } from './window-of.ts';

const kinds = definitions as Kinds;
const nowhere = { entered: null, collapsed: new Set<string>() };

function viewOf(parts: Partial<Service>): GraphView {
  const service: Service = { dsl_version: '1.0', id: 'it', name: 'It is', nodes: [], edges: [], ...parts };
  return {
    service,
    hidden: [],
    nodes: new Map(service.nodes.map((node) => [node.id, node])),
    edges: new Map(service.edges.map((edge) => [edgeId(edge), edge])),
  };
}
const step = (id: string, rest: Partial<Node> = {}): Node => ({ id, type: 'transform', config: {}, ...rest });
const at = (x: number, y: number) => ({ position: { x, y } });

/** A service of many steps in containers and rows. */
function large(count: number): Service {
  const nodes = Array.from({ length: count }, (_, index) =>
    step(`n${index}`, index % 10 === 3 ? { type: 'loop' } : index % 10 === 4 ? { parent: `n${index - 1}` } : {}),
  );
  const edges = nodes
    .filter(({ parent }) => parent === undefined)
    .flatMap(({ id }, index, all) =>
      index === 0 ? [] : [{ source: all[Math.floor((index - 1) / 2)]?.id ?? '', target: id }],
    );
  return viewOf({ nodes, edges }).service;
}

function overlaps(boxes: ReadonlyMap<string, DrawnBox>): string[] {
  const all = [...boxes.values()];
  return all.flatMap((a, index) =>
    all
      .slice(index + 1)
      .filter(
        (b) =>
          a.parent === b.parent &&
          a.x < b.x + b.width &&
          b.x < a.x + a.width &&
          a.y < b.y + b.height &&
          b.y < a.y + a.height,
      )
      .map((b) => `${a.id} ${b.id}`),
  );
}

describe('where everything is drawn', () => {
  it('is where the document says, even one on the other', () => {
    const boxes = createLayout(kinds)(viewOf({ nodes: [step('a', at(0, 0)), step('b', at(30, 15))] }), nowhere);
    expect([boxes.get('a'), boxes.get('b')]).toMatchObject([
      { x: 0, y: 0 },
      { x: 30, y: 15 },
    ]);
  });

  it('is in layers where nothing has a place, without overlaps', () => {
    const boxes = createLayout(kinds)(viewOf(large(80)), nowhere);
    expect([boxes.size, overlaps(boxes)]).toEqual([80, []]);
  });

  it('of one without a place is below what leads to it, of a start above what it leads to', () => {
    const view = viewOf({
      triggers: [{ id: 't', type: 'manual' }],
      nodes: [step('a', at(0, 0)), step('b')],
      edges: [
        { source: 't', target: 'a' },
        { source: 'a', target: 'b' },
      ],
    });
    const boxes = createLayout(kinds)(view, nowhere);
    expect([(boxes.get('t')?.y ?? 0) < 0, (boxes.get('b')?.y ?? 0) > 0, boxes.get('a')?.y]).toEqual([true, true, 0]);
  });

  it('inside a container counts from its corner, and a collapsed one hides what is in it', () => {
    const view = viewOf({
      nodes: [step('box', { type: 'scope', ...at(100, 100) }), step('in', { parent: 'box', ...at(500, 500) })],
    });
    const layout = createLayout(kinds);
    const open = layout(view, nowhere);
    expect(open.get('in')).toMatchObject({ parent: 'box', absoluteX: 130, absoluteY: 175 });
    expect([...layout(view, { entered: null, collapsed: new Set(['box']) }).keys()]).toEqual(['box']);
    const inside = layout(view, { entered: 'box', collapsed: new Set() });
    expect([...inside.values()].map(({ id, x, y }) => [id, x, y])).toEqual([['in', 500, 500]]);
  });
});

describe('what React Flow draws', () => {
  it('has sizes and handles declared, so that nothing is measured', () => {
    const view = viewOf({ triggers: [{ id: 't', type: 'manual' }], nodes: [step('a', { type: 'http_request' })] });
    const words = { step: 'step', container: 'container', trigger: 'start', note: 'note' };
    const nodes = createFlowNodes(kinds, words).nodes(view, createLayout(kinds)(view, nowhere), createUi().getState());
    expect(
      nodes.map(({ width, height, handles }) => [width, height, handles?.map(({ id, type }) => `${type} ${id}`)]),
    ).toEqual([
      [180, 60, ['source out']],
      [220, 64, ['target in', 'source out', 'source error']],
    ]);
    expect(nodes.map(({ domAttributes }) => domAttributes?.tabIndex)).toEqual([0, -1]);
  });

  it('the one way on stands in the middle, faults on the right, several ways share the edge', () => {
    const out = { id: 'out', role: 'out' } as const;
    const error = { id: 'error', role: 'error' } as const;
    expect([0, 1].map((index) => portShare([out, error], index))).toEqual([0.5, 0.8]);
    expect([0, 1].map((index) => portShare([out, { id: 'b', role: 'branch' }], index))).toEqual([1 / 3, 2 / 3]);
  });
});

describe('of a large drawing', () => {
  const service = large(400);
  const view = viewOf(service);
  const boxes = createLayout(kinds)(view, nowhere);
  const make = createFlowNodes(kinds, { step: 's', container: 'c', trigger: 't', note: 'n' });
  const ui = createUi().getState();
  const [nodes, edges] = [make.nodes(view, boxes, ui), make.edges(view, boxes, ui)];

  it('what is in sight is mounted, with what it is connected to and the containers around it', () => {
    const sight = { x: 0, y: 0, width: 1200, height: 800 };
    const mounted = windowOf(nodes, edges, boxes, sight, (id) => id === 'n399');
    const ids = new Set(mounted.nodes.map(({ id }) => id));
    expect([ids.size < 400, ids.has('n399')]).toEqual([true, true]);
    for (const { source, target } of mounted.edges) expect([ids.has(source), ids.has(target)]).toEqual([true, true]);
    for (const { parentId } of mounted.nodes) if (parentId !== undefined) expect(ids.has(parentId)).toBe(true);
  });

  it('the part in sight changes in steps while one pans', () => {
    const size = { width: 1000, height: 600 };
    expect(sightOf([-10, -10, 1], size)).toEqual(sightOf([-490, -290, 1], size));
    const sight = sightOf([-10, -10, 1], size);
    expect([sight.x <= 10, sight.y <= 10, sight.x + sight.width >= 1010, sight.y + sight.height >= 610]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });

  it('fits as a whole, and a press finds the innermost box', () => {
    const few = createLayout(kinds)(viewOf(large(60)), nowhere);
    const { x, y, zoom } = fitting(few.values(), { width: 1000, height: 600 });
    for (const box of few.values()) {
      const [left, top] = [box.absoluteX * zoom + x, box.absoluteY * zoom + y];
      expect([left >= 0, top >= 0, left + box.width * zoom <= 1000, top + box.height * zoom <= 600]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
    const inner = boxes.get('n4');
    expect(boxAt(boxes, (inner?.absoluteX ?? 0) + 5, (inner?.absoluteY ?? 0) + 5)?.id).toBe('n4');
    expect(boxAt(boxes, -1e6, 0)).toBeNull();
  });
});

test('tidying gives everything a place on the grid without overlaps, containers included', async () => {
  const service = large(120);
  const spots = await tidied(service, kinds, async (levels) => levels.map(layered));
  const placed = { ...service, nodes: service.nodes.map((node) => ({ ...node, position: spots.get(node.id) })) };
  expect(overlaps(createLayout(kinds)(viewOf(placed as Service), nowhere))).toEqual([]);
  expect([...spots.values()].every(({ x, y }) => x % 15 === 0 && y % 15 === 0)).toBe(true);
});

test('a place on the map is a place of the drawing, and back', () => {
  const box = { id: 'a', parent: null, x: 0, y: 0, absoluteX: 0, absoluteY: 0, width: 4000, height: 1000 };
  const map = mapOf([box], { width: 180, height: 110 });
  const spot = map.toMap(1000, 500);
  expect(map.toDrawing(spot.x, spot.y)).toEqual({ x: expect.closeTo(1000), y: expect.closeTo(500) });
});

test('a counter-example leads along the connections that it takes', () => {
  const path = [{ node: 'a' }, { node: 'b', port: 'error' }, { node: 'c' }];
  expect([
    isOnPath(path, 'a', 'error', 'b'),
    isOnPath(path, 'a', 'out', 'b'),
    isOnPath(path, 'b', 'out', 'c'),
    isOnPath(null, 'a', 'error', 'b'),
  ]).toEqual([true, false, true, false]);
});
