import { COLLECTIONS, type Collection, type Operation, SERVICE_FIELDS } from '@omniroute/dsl';
import fc from 'fast-check';
import { edgeArbitrary, FIELD_VALUES, ITEMS, jsonValue, nodeArbitrary } from './service-arbitrary.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'for', 'Not An Id');
const index = fc.integer({ min: 0, max: 5 });
const optional = { noNullPrototype: true } as const;
const edge = fc.constantFrom('a:out>b', 'b:error>c', 'a:yes>a', 't1:out>a');
const pointer = fc.constantFrom(
  '',
  '/id',
  '/name',
  '/name/deeper',
  '/disabled',
  '/timeout/total',
  '/config',
  '/config/url',
  '/config/url/deep/er',
  '/config/branches/0',
  '/config/branches/1',
  '/config/branches/-',
  '/config/branches/7',
  '/config/body/a~1b',
  '/config/__proto__',
  '/unknown_field',
);

/** Random operations; many name what is not there, or would spoil the document. */
export const operationArbitrary: fc.Arbitrary<Operation> = fc.oneof(
  fc.record(
    { op: fc.constant('add_node' as const), node: nodeArbitrary, index },
    { ...optional, requiredKeys: ['op', 'node'] },
  ),
  fc.record({ op: fc.constant('remove_node' as const), id }),
  fc.record({ op: fc.constant('move_node' as const), id, position: fc.constant({ x: 5, y: 5 }) }),
  {
    weight: 8,
    arbitrary: fc.record(
      { op: fc.constant('update_node' as const), id, pointer, value: jsonValue },
      { ...optional, requiredKeys: ['op', 'id', 'pointer'] },
    ),
  },
  fc.record({ op: fc.constant('set_parent' as const), id, parent: fc.option(id) }),
  fc.record({ op: fc.constant('set_name' as const), id, name: fc.option(fc.constantFrom('New', '${ x }')) }),
  fc.record(
    {
      op: fc.constant('set_compensation' as const),
      id,
      with: fc.option(id),
      on: fc.constantFrom('attempted' as const, 'completed' as const),
    },
    { ...optional, requiredKeys: ['op', 'id', 'with'] },
  ),
  fc.record(
    { op: fc.constant('connect' as const), edge: edgeArbitrary, index },
    { ...optional, requiredKeys: ['op', 'edge'] },
  ),
  fc.record({ op: fc.constant('disconnect' as const), edge }),
  fc.record(
    {
      op: fc.constant('set_edge' as const),
      edge,
      label: fc.constant('x'),
      on: fc.constant(['auth']),
      loop: fc.constant({ max: 2 }),
    },
    { ...optional, requiredKeys: ['op', 'edge'] },
  ),
  ...(Object.keys(COLLECTIONS) as Collection[]).flatMap((collection) => [
    fc.record(
      {
        op: fc.constant('put' as const),
        collection: fc.constant(collection),
        item: ITEMS[collection] as fc.Arbitrary<never>,
        index,
      },
      { ...optional, requiredKeys: ['op', 'collection', 'item'] },
    ),
    fc.record({
      op: fc.constant('remove' as const),
      collection: fc.constant(collection),
      id: fc.constantFrom('v1', 'v2', 't1'),
    }),
  ]),
  ...SERVICE_FIELDS.map((field) =>
    fc.record(
      {
        op: fc.constant('set_service' as const),
        field: fc.constant(field),
        value: fc.oneof(FIELD_VALUES[field] as fc.Arbitrary<never>, jsonValue),
      },
      { ...optional, requiredKeys: ['op', 'field'] },
    ),
  ),
  fc.record({
    op: fc.constant('arrange' as const),
    list: fc.constantFrom('nodes', 'edges', ...(Object.keys(COLLECTIONS) as Collection[])),
    ids: fc.oneof(fc.constant(null), fc.constant([]), fc.uniqueArray(fc.constantFrom('a', 'b', 'v1'))),
  }),
) as fc.Arbitrary<Operation>;
