import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { expect, test } from 'vitest';
import { graphView } from './graph-view.ts';

const at = (x: number, y: number) => ({ position: { x, y } });
const node = (id: string, type: string, rest: object = {}) => ({ id, type, config: {}, ...rest });

function view(nodes: readonly object[], edges: readonly object[] = []) {
  const service = { dsl_version: '1.0', id: 'it', name: 'It', nodes, edges } as unknown as Service;
  const { boxes } = graphView(service, definitions);
  return Object.fromEntries(boxes.map(({ id, parent, x, y, width, height }) => [id, { parent, x, y, width, height }]));
}

test('steps stand where the document has them', () => {
  const drawn = view([node('a', 'transform', at(10, 20)), node('b', 'transform', at(300, 20))]);
  expect(drawn).toMatchObject({ a: { parent: null, x: 10, y: 20 }, b: { parent: null, x: 300, y: 20 } });
});

test('a container is drawn around its steps, which keep their places to each other', () => {
  const drawn = view([
    node('all', 'scope', at(0, 0)),
    node('a', 'transform', { parent: 'all', ...at(500, 500) }),
    node('b', 'transform', { parent: 'all', ...at(500, 620) }),
  ]);
  const { width, height } = definitions.transform.size;
  expect(drawn).toEqual({
    all: {
      parent: null,
      x: 0,
      y: 0,
      width: Math.max(definitions.scope.size.width, width + 60),
      height: 75 + 120 + height + 30,
    },
    a: { parent: 'all', x: 30, y: 75, width, height },
    b: { parent: 'all', x: 30, y: 195, width, height },
  });
});

test('a container in a container is measured first, and every box stands behind the one it is drawn in', () => {
  const nodes = [
    node('a', 'transform', { parent: 'inner', ...at(0, 0) }),
    node('inner', 'loop', { parent: 'outer', ...at(0, 0) }),
    node('outer', 'scope', at(0, 0)),
  ];
  const drawn = view(nodes);
  expect(Object.keys(drawn)).toEqual(['outer', 'inner', 'a']);
  expect(drawn.outer?.height).toBe((drawn.inner?.height ?? 0) + 75 + 30);
});

test('what would lie on something else is laid out anew, with the size that its steps give it', () => {
  const drawn = view(
    [
      node('all', 'scope', at(0, 0)),
      node('a', 'transform', { parent: 'all' }),
      node('b', 'transform', { parent: 'all' }),
      node('after', 'transform', at(0, 100)),
    ],
    [
      { source: 'a', target: 'b' },
      { source: 'all', target: 'after' },
    ],
  );
  const bottom = (drawn.all?.y ?? 0) + (drawn.all?.height ?? 0);
  expect(drawn.after?.y).toBeGreaterThan(bottom);
  expect(drawn.b?.y).toBeGreaterThan((drawn.a?.y ?? 0) + (drawn.a?.height ?? 0));
});

test('a step in a container that is not there, or that is none, is drawn outside', () => {
  const drawn = view([
    node('a', 'transform', { parent: 'gone', ...at(0, 0) }),
    node('b', 'transform', { parent: 'a', ...at(0, 200) }),
  ]);
  expect(drawn).toMatchObject({ a: { parent: null }, b: { parent: null } });
});

test('containers that lie in each other stand nowhere', () => {
  const drawn = view([
    node('a', 'scope', { parent: 'b' }),
    node('b', 'scope', { parent: 'a' }),
    node('c', 'transform', at(0, 0)),
  ]);
  expect(Object.keys(drawn)).toEqual(['c']);
});

test('a step is drawn with the one that undoes it', () => {
  const nodes = [
    node('order', 'http_request', { compensate_with: 'cancel', ...at(0, 0) }),
    node('cancel', 'http_request', at(300, 0)),
  ];
  const service = { dsl_version: '1.0', id: 'it', name: 'It', nodes, edges: [] } as unknown as Service;
  const { boxes, edges } = graphView(service, definitions);
  expect(boxes.map(({ id, undo }) => [id, undo])).toEqual([
    ['order', 'undone'],
    ['cancel', 'undoes'],
  ]);
  expect(edges).toEqual([
    { id: 'order~cancel', source: 'order', port: 'undo', target: 'cancel', label: '', undo: true },
  ]);
});
