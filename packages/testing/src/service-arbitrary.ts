import { type Edge, edgeId, type Node, type Service } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import fc from 'fast-check';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const id = fc.constantFrom(...IDS);

/** A small JSON value. */
export const jsonValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 'text', 'other', 1, 2.5),
  fc.dictionary(fc.constantFrom('x', 'y', 'a/b', '__proto__'), fc.constantFrom<Json>(1, 'deep', null), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  fc.array(fc.constantFrom<Json>(1, 2, 'three'), { maxLength: 3 }),
);

const config = fc.record(
  { url: jsonValue, body: jsonValue, deep: jsonValue, branches: fc.array(jsonValue, { minLength: 1, maxLength: 3 }) },
  { requiredKeys: ['branches'], noNullPrototype: true },
);

/** A node's fields besides its id. */
const nodeFields = fc.record(
  {
    type: fc.constantFrom('transform', 'decision', 'scope'),
    name: fc.constantFrom('One', 'Two'),
    parent: id,
    position: fc.record({ x: fc.integer({ min: 0, max: 9 }), y: fc.integer({ min: 0, max: 9 }) }),
    disabled: fc.boolean(),
    config,
    timeout: fc.constantFrom({ start_to_close: 'PT1S' }, { total: 'PT1M' }),
    compensate_with: id,
    compensate_on: fc.constantFrom('attempted' as const, 'completed' as const),
  },
  { requiredKeys: ['type'], noNullPrototype: true },
);

/** A node with an id of a small set. */
export const nodeArbitrary: fc.Arbitrary<Node> = fc
  .tuple(id, nodeFields)
  .map(([name, fields]) => ({ id: name, ...fields }));

/** An edge between ids of a small set. */
export const edgeArbitrary: fc.Arbitrary<Edge> = fc.record(
  {
    source: fc.constantFrom(...IDS, 't1'),
    source_handle: fc.constantFrom('out', 'error', 'yes'),
    target: id,
    label: fc.constantFrom('first', 'second'),
    on: fc.constantFrom(['http.4xx'], ['*']),
    loop: fc.constantFrom({}, { max: 3 }),
  },
  { requiredKeys: ['source', 'target'], noNullPrototype: true },
);

const schema = fc.constantFrom({ type: 'string' }, { type: 'object', properties: { x: { type: 'number' } } });
const names = fc.constantFrom('v1', 'v2', 'v3');

/** Items of each list, by a small set of names. */
export const ITEMS = {
  triggers: fc.record({ id: fc.constantFrom('t1', 't2'), type: fc.constantFrom('manual', 'event') }),
  variables: fc.record(
    { name: names, schema, initial: jsonValue },
    { requiredKeys: ['name', 'schema'], noNullPrototype: true },
  ),
  messages: fc.record(
    { name: names, schema, keep: fc.constantFrom('P1D', 'P3D') },
    { requiredKeys: ['name'], noNullPrototype: true },
  ),
  connections: fc.record({ name: names, type: fc.constantFrom('commerce', 'http') }),
  rules: fc.record({ id: names, at_most_once: id }),
  notes: fc.record({ id: names, text: fc.constantFrom('one', 'two') }),
} as const;

/** Values of the service's own fields. */
export const FIELD_VALUES = {
  name: fc.constantFrom('Service one', 'Service two'),
  description: fc.constantFrom('one', 'two'),
  category: fc.constantFrom('payment' as const, 'custom' as const),
  inputs: fc.constantFrom({ type: 'object' }, { type: 'object', properties: { x: { type: 'string' } } }),
  outputs: fc.constantFrom({ value: { x: 1 } }, { value: { y: 2 }, schema: { type: 'object' } }),
  error_policy: fc.constantFrom({ strategy: 'fail' as const }, {}),
  timeout: fc.constantFrom('P1D', 'P7D'),
  business_keys: fc.constantFrom({ order: '${ input.x }' }, { order: '${ input.x }', other: '${ input.x }' }),
} as const;

function listOf<T>(item: fc.Arbitrary<T>, name: (item: T) => string, maxLength = 4): fc.Arbitrary<T[]> {
  return fc.uniqueArray(item, { selector: name, maxLength });
}

/** A service whose shape is right and whose parts have names of their own; what it says makes no sense. */
export const serviceArbitrary: fc.Arbitrary<Service> = fc.record(
  {
    dsl_version: fc.constant('1.0' as const),
    id: fc.constant('service'),
    ...FIELD_VALUES,
    nodes: listOf(nodeArbitrary, (node) => node.id, 7),
    edges: listOf(edgeArbitrary, edgeId),
    triggers: listOf(ITEMS.triggers, (item) => item.id),
    variables: listOf(ITEMS.variables, (item) => item.name),
    messages: listOf(ITEMS.messages, (item) => item.name),
    connections: listOf(ITEMS.connections, (item) => item.name),
    rules: listOf(ITEMS.rules, (item) => item.id),
    notes: listOf(ITEMS.notes, (item) => item.id),
  },
  { requiredKeys: ['dsl_version', 'id', 'name', 'nodes', 'edges'], noNullPrototype: true },
) as fc.Arbitrary<Service>;
