import {
  COLLECTIONS,
  type Collection,
  type Edge,
  edgeId,
  type Node,
  type Operation,
  type Service,
} from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import type { Json } from '@omniroute/primitives';
import type { Seeded } from './seeded.ts';
import { placesIn, randomValue } from './values.ts';

/** What an edit is made of: the service as it is, and a number never used before. */
export interface Hand {
  readonly service: Service;
  readonly random: Seeded;
  readonly fresh: number;
}

type Edit = (hand: Hand) => readonly Operation[];

/** A random change of a service; many are mistakes, and some do not apply. */
export function randomEdit(hand: Hand): readonly Operation[] {
  return (hand.random.one(EDITS) as Edit)(hand);
}

const onNode =
  (edit: (node: Node, hand: Hand) => readonly Operation[]): Edit =>
  (hand) => {
    const node = hand.random.one(hand.service.nodes);
    return node === undefined ? [] : edit(node, hand);
  };

const change = onNode((node, { random, service }) => {
  const pointer = random.one(placesIn(node.config ?? {}).filter((place) => place !== '')) ?? '/output';
  return [{ op: 'update_node', id: node.id, pointer: `/config${pointer}`, value: randomValue(random, service) }];
});

const clear = onNode((node, { random }) => {
  const pointer = random.one(placesIn(node).filter((place) => place !== '/id' && place !== '/type'));
  return pointer === undefined ? [] : [{ op: 'update_node', id: node.id, pointer }];
});

const setField = onNode((node, { random, service }) => {
  const other = random.one(service.nodes)?.id ?? 'nirvana';
  const [pointer, value] = random.one<[string, Json]>([
    ['/disabled', random.below(2) === 0],
    ['/on_error', { continue: randomValue(random, service) }],
    ['/retry_policy', { maximum_attempts: 1 + random.below(500) }],
    ['/timeout', { total: 'PT1H' }],
    ['/compensate_with', other],
    ['/compensate_on', 'attempted'],
    ['/config/unknown_setting', 1],
    ['/config', {}],
    ['/type', random.one([...Object.keys(definitions), 'tranform', 'nirvana']) as string],
    ['/nirvana', 1],
  ]) as [string, Json];
  return [{ op: 'update_node', id: node.id, pointer, value }];
});

const move = onNode((node, { random }) => [
  { op: 'move_node', id: node.id, position: { x: random.below(99), y: random.below(99) } },
]);

const rename = onNode((node, { fresh }) => [{ op: 'set_name', id: node.id, name: `Step ${fresh}` }]);

const reparent = onNode((node, { random, service }) => {
  const parents = [null, null, ...service.nodes.map(({ id }) => id), 'nirvana'];
  return [{ op: 'set_parent', id: node.id, parent: random.one(parents) ?? null }];
});

const pair = onNode((node, { random, service }) => {
  const other = random.one([null, ...service.nodes.map(({ id }) => id)]) ?? null;
  return [{ op: 'set_compensation', id: node.id, with: other }];
});

const remove = onNode((node) => [{ op: 'remove_node', id: node.id }]);

const takeOut = onNode((node, { service }) => [
  ...service.edges
    .filter(({ source, target }) => source === node.id || target === node.id)
    .map((edge): Operation => ({ op: 'disconnect', edge: edgeId(edge) })),
  { op: 'remove_node', id: node.id },
]);

const add: Edit = ({ service, random, fresh }) => {
  const kind = random.one(Object.values(definitions));
  const like = random.one(service.nodes);
  const id = `fresh_${fresh}`;
  const made = { id, type: kind?.type ?? 'nirvana', config: { ...kind?.defaults } } as Node;
  const copied = like === undefined ? made : { ...like, id };
  const node = random.below(2) === 0 ? made : copied;
  return [{ op: 'add_node', node, index: random.below(service.nodes.length + 1) }];
};

/** The palette's way: a step put into a connection. */
const insert: Edit = (hand) => {
  const { service, random, fresh } = hand;
  const edge = random.one(service.edges);
  if (edge === undefined) return [];
  const parent = service.nodes.find(({ id }) => id === edge.target)?.parent;
  const id = `put_${fresh}`;
  const node = {
    id,
    type: 'transform',
    config: { output: randomValue(random, service) },
    ...(parent ? { parent } : {}),
  };
  return [
    { op: 'disconnect', edge: edgeId(edge) },
    { op: 'add_node', node: node as Node },
    { op: 'connect', edge: { ...edge, target: id } },
    { op: 'connect', edge: { source: id, target: edge.target } },
  ];
};

const connect: Edit = ({ service, random }) => {
  const ends = [...service.nodes, ...(service.triggers ?? []), { id: 'nirvana' }];
  const [source, target] = [random.one(ends), random.one(ends)];
  const port = random.one(['out', 'error', 'timeout', 'default', 'yes', undefined]);
  if (source === undefined || target === undefined) return [];
  const edge = { source: source.id, target: target.id, ...(port === undefined ? {} : { source_handle: port }) } as Edge;
  return [{ op: 'connect', edge, index: random.below(service.edges.length + 1) }];
};

const disconnect: Edit = ({ service, random }) => {
  const edge = random.one(service.edges);
  return edge === undefined ? [] : [{ op: 'disconnect', edge: edgeId(edge) }];
};

const mark: Edit = ({ service, random }) => {
  const edge = random.one(service.edges);
  if (edge === undefined) return [];
  const marks = random.one([{}, { loop: { max: 3 } }, { loop: {} }, { on: ['http.4xx'] }, { label: 'wire' }]);
  return [{ op: 'set_edge', edge: edgeId(edge), ...marks }];
};

const NAMES = ['total', 'escalated', 'n', 'v0'] as const;

const declare: Edit = ({ service, random }) => {
  const name = random.one([...NAMES, ...(service.variables ?? []).map((each) => each.name)]) as string;
  const scope = random.one([undefined, undefined, random.one(service.nodes)?.id]);
  const item = {
    name,
    schema: { type: random.one(['number', 'string', 'boolean', 'array']) as string },
    ...(random.below(2) === 0 ? {} : { initial: randomValue(random, service) }),
    ...(scope === undefined ? {} : { scope }),
    ...(random.below(4) === 0 ? { merge: random.one(['append', 'sum', 'last']) as string } : {}),
  };
  return [{ op: 'put', collection: 'variables', item: item as Json, index: random.below(3) }];
};

const put: Edit = ({ service, random, fresh }) => {
  const ids = service.nodes.map(({ id }) => id);
  const [one = 'nirvana', other = 'nirvana'] = [random.one(ids), random.one(ids)];
  const items: readonly [Collection, Json][] = [
    ['messages', { name: random.one(service.messages ?? [])?.name ?? 'order.paid', schema: { type: 'object' } }],
    ['connections', { name: random.one(service.connections ?? [])?.name ?? 'sandbox', type: 'other' }],
    ['connections', { name: 'sandbox', type: 'commerce' }],
    ['triggers', { id: 'by_hand', type: 'manual', input: randomValue(random, service) }],
    ['triggers', { id: `hook_${fresh}`, type: 'schedule', config: { every: 'PT1H' } }],
    ['rules', { id: 'first', precedence: { first: one, then: other } }],
    ['rules', { id: 'apart', exclusion: [one, other] }],
    ['rules', { id: 'once', at_most_once: one }],
    ['notes', { id: 'note', text: 'Note' }],
  ];
  const [collection, item] = random.one(items) as [Collection, Json];
  return [{ op: 'put', collection, item }];
};

const removeItem: Edit = ({ service, random }) => {
  const collection = random.one(Object.keys(COLLECTIONS)) as Collection;
  const item = random.one((service[collection] ?? []) as readonly Record<string, string>[]);
  return [{ op: 'remove', collection, id: item?.[COLLECTIONS[collection]] ?? 'nirvana' }];
};

const setService: Edit = ({ service, random }) => {
  const [field, value] = random.one<[string, Json | undefined]>([
    ['name', 'Another name'],
    ['timeout', random.one(['PT1H', 'P9D', undefined])],
    ['inputs', { type: 'object', properties: { amount: { type: random.one(['number', 'string']) as string } } }],
    ['inputs', undefined],
    ['outputs', { schema: { type: 'object' }, value: randomValue(random, service) }],
    ['outputs', undefined],
    ['business_keys', { order: '${ input.amount }' }],
    ['error_policy', { strategy: 'fail' }],
  ]) as [string, Json | undefined];
  return [{ op: 'set_service', field, ...(value === undefined ? {} : { value }) } as Operation];
};

const arrange: Edit = ({ service, random }) => {
  const list = random.one(['nodes', 'edges'] as const) ?? 'nodes';
  const ids = list === 'nodes' ? service.nodes.map(({ id }) => id) : service.edges.map(edgeId);
  return [{ op: 'arrange', list, ids: random.shuffled(ids as string[]) }];
};

const EDITS: readonly Edit[] = [
  ...[change, change, change, change, clear, setField, setField, move, rename, reparent, pair, remove, takeOut, add],
  ...[add, insert, insert, connect, connect, disconnect, disconnect, mark, declare, declare, put, removeItem],
  ...[setService, arrange],
];
