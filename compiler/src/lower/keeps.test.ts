import type { Keep } from '@omniroute/plan';
import { type NodeSketch, planOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { withKeeps } from './keeps.ts';

/** What is kept of each step's output. */
function keepsOf(nodes: readonly NodeSketch[], output?: string): Record<string, Keep> {
  const plan = withKeeps(planOf({ nodes, ...(output === undefined ? {} : { output: { value: output } }) }));
  return Object.fromEntries(plan.nodes.map(({ id, keep }) => [id, keep]));
}

const a: NodeSketch = { id: 'a', op: 'act' };
const only = (fields: Readonly<Record<string, Keep>>): Keep => ({ fields });
const rows = (each: Keep): Keep => only({ rows: { each } });

test.each<readonly [string, string, Keep]>([
  ['nothing is read', '${ 1 }', {}],
  ['the value as a whole', '${ nodes.a }', null],
  ['a field', '${ nodes.a.body }', only({ body: null })],
  ['a field of a field', '${ nodes.a.body.total }', only({ body: only({ total: null }) })],
  ['a field by a key that is written out', '${ nodes.a["body"] }', only({ body: null })],
  ['a step by a key that is written out', '${ nodes["a"].body }', only({ body: null })],
  ['a step by a key that is worked out', '${ nodes[input.name].body }', only({ body: null })],
  ['a field by a key that is worked out', '${ nodes.a[input.name].total }', { each: only({ total: null }) }],
  ['all steps', '${ size(nodes) > 1 }', {}],
  ['all steps, whatever they gave', '${ json_string(nodes) }', null],
  ['an item of a list', '${ nodes.a.rows[0].sku }', rows(only({ sku: null }))],
  ['whether a field is there', '${ has(nodes.a.body.total) }', only({ body: only({ total: {} }) })],
  ['whether a value is null', '${ nodes.a.body == null || null != nodes.a.note }', only({ body: {}, note: {} })],
  ['a value beside another', '${ nodes.a.body == nodes.a.note }', only({ body: null, note: null })],
  ['how many there are', '${ nodes.a.rows.size() + size(nodes.a.rows) }', rows({})],
  ['a field of each item', '${ nodes.a.rows.map(r, r.sku) }', rows(only({ sku: null }))],
  ['what a condition reads of each', '${ nodes.a.rows.exists(r, r.left > 0) }', rows(only({ left: null }))],
  [
    'what is filtered and then read',
    '${ nodes.a.rows.filter(r, r.left > 0).map(r, r.sku) }',
    rows(only({ left: null, sku: null })),
  ],
  ['what is filtered and given on', '${ nodes.a.rows.filter(r, r.left > 0) }', only({ rows: null })],
  ['positions and items', '${ nodes.a.rows.transformList(i, r, i * r.left) }', rows(only({ left: null }))],
  [
    'lists in a list',
    '${ nodes.a.rows.all(r, r.parts.all(p, p.ok)) }',
    rows(only({ parts: { each: only({ ok: null }) } })),
  ],
  ['an optional field', '${ nodes.?a.body.?total.orValue(0) }', only({ body: only({ total: null }) })],
  ['one or another', '${ nodes.a.?x.or(nodes.a.?y).hasValue() }', only({ x: {}, y: {} })],
  [
    'a name that is given',
    '${ cel.bind(b, nodes.a.body, b.total + b.tax) }',
    only({ body: only({ total: null, tax: null }) }),
  ],
  ['an optional value that is mapped', '${ nodes.?a.optMap(x, x.total) }', only({ total: null })],
  ['either of two', '${ (input.b ? nodes.a.x : nodes.a.y).z }', only({ x: only({ z: null }), y: only({ z: null }) })],
  ['a value in a text', 'Order ${ nodes.a.id } is ${ nodes.a.state }', only({ id: null, state: null })],
  ['a value in an object', '${ { "order": nodes.a.order }.order.id }', only({ order: null })],
  ['what a function is given', '${ sum(nodes.a.amounts) }', only({ amounts: null })],
  [
    'a field and something in it',
    '${ nodes.a.body.total + size(nodes.a.body) }',
    only({ body: { each: {}, fields: { total: null } } }),
  ],
])('%s', (_, output, keep) => {
  expect(keepsOf([a], output).a).toEqual(keep);
});

test('everything that is worked out counts: work, conditions, assignments, errors, undos', () => {
  const keeps = keepsOf([
    { ...a, undo: { by: 'u', reads: ['a'] } },
    { id: 'u', op: 'act', input: { id: '${ nodes.a.undo }' } },
    { id: 'd', op: 'decide', arms: [{ id: 'x', when: '${ nodes.a.decide }', to: 'w' }], otherwise: 'w' },
    { id: 'w', op: 'wait', on: { duration: '${ nodes.a.wait }' } },
    { id: 't', op: 'set', value: '${ nodes.a.set }', errors: [{ to: 'r' }] },
    { id: 'c', op: 'act', continue: { x: '${ nodes.a.continue }' }, to: 'e' },
    { id: 'r', op: 'raise', code: 'x', details: { x: '${ nodes.a.raise }' } },
    { id: 'e', op: 'end', output: '${ nodes.a.end }' },
  ]);
  const names = ['undo', 'decide', 'wait', 'set', 'continue', 'raise', 'end'];
  expect(keeps.a).toEqual(only(Object.fromEntries(names.map((name) => [name, null]))));
});

test('of a list that a loop goes through its items keep what the body reads, the inner list of a loop inside too', () => {
  const keeps = keepsOf([
    a,
    { id: 'l', op: 'each', items: '${ nodes.a.orders }' },
    { id: 'm', op: 'each', items: '${ item.lines }', parent: 'l' },
    { id: 'b', op: 'act', input: { sku: '${ item.sku }', order: '${ loop.l.item.id }' }, parent: 'm' },
  ]);
  // A hand-made plan does not say where its expressions stand, so either item may be meant.
  expect(keeps.a).toEqual(
    only({ orders: { each: only({ id: null, sku: null, lines: { each: only({ sku: null }) } }) } }),
  );
});

test('of batches the items are read through the list of each', () => {
  const keeps = keepsOf([
    a,
    { id: 'l', op: 'each', items: '${ nodes.a.orders }', batch: 2 },
    { id: 'b', op: 'act', input: { ids: '${ item.map(i, i.id) }' }, parent: 'l' },
  ]);
  expect(keeps.a).toEqual(only({ orders: { each: only({ id: null }) } }));
});

test('what a loop gives without saying is read of the steps that may have given it', () => {
  const nodes: readonly NodeSketch[] = [
    { id: 'l', op: 'each', items: [1, 2] },
    { id: 'b', op: 'act', parent: 'l' },
  ];
  expect(keepsOf(nodes, '${ nodes.l.items.map(i, i.id) }').b).toEqual(only({ id: null }));
  expect(keepsOf(nodes, '${ nodes.l }').b).toEqual(null);
  expect(keepsOf(nodes, '${ nodes.l.count }').b).toEqual({});
});

test('steps without an output are left alone', () => {
  expect(keepsOf([{ id: 'e', op: 'end' }])).toEqual({ e: null });
});
