import { edgeId, type Node, type Operation, type Service } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import type { Seeded } from './seeded.ts';

/** The field that only replica `who` writes, in settings and in branches. */
export const ownField = (who: number) => `f${who}`;

/** What an edit is made of: the service as its person sees it, the person's number, and a value never used before. */
interface Hand {
  readonly service: Service;
  readonly random: Seeded;
  readonly who: number;
  readonly fresh: number;
}

type Edit = (hand: Hand) => readonly Operation[];

/** A random edit of a person, as the designer would make it; none where there is nothing to edit. */
export function randomEdit(hand: Hand): readonly Operation[] {
  return (hand.random.one(EDITS) as Edit)(hand);
}

const update = (node: Node, pointer: string, value?: Json): readonly Operation[] => [
  { op: 'update_node', id: node.id, pointer, ...(value === undefined ? {} : { value }) },
];

const onNode =
  (edit: (node: Node, hand: Hand) => readonly Operation[]): Edit =>
  (hand) => {
    const node = hand.random.one(hand.service.nodes);
    return node === undefined ? [] : edit(node, hand);
  };

const setOwn = onNode((node, { who, fresh }) => update(node, `/config/${ownField(who)}`, fresh));

const clearOwn = onNode((node, { who }) =>
  node.config?.[ownField(who)] === undefined ? [] : update(node, `/config/${ownField(who)}`),
);

const setShared = onNode((node, { fresh }) => update(node, '/config/url', `/path/${fresh}`));

const replaceSettings = onNode((node, { who, fresh }) =>
  update(node, '/config', { ...(node.config as { [key: string]: Json }), [ownField(who)]: fresh }),
);

const type = onNode((node, { random, fresh }) => {
  const text = typeof node.config?.body === 'string' ? node.config.body : '';
  const at = random.below(text.length + 1);
  return update(node, '/config/body', `${text.slice(0, at)}${fresh % 10}${text.slice(at + random.below(2))}`);
});

const move = onNode((node, { random }) => [
  { op: 'move_node', id: node.id, position: { x: random.below(99), y: random.below(99) } },
]);

const rename = onNode((node, { fresh }) => [{ op: 'set_name', id: node.id, name: `Step ${fresh}` }]);

const reparent = onNode((node, { random, service }) => {
  const parent = random.one(service.nodes.filter((each) => each.type === 'scope' && each.id !== node.id));
  return [{ op: 'set_parent', id: node.id, parent: random.below(2) === 0 ? (parent?.id ?? null) : null }];
});

const remove: Edit = ({ service, random }) => {
  const node = random.one(service.nodes);
  if (node === undefined) return [];
  const wires = service.edges.filter((edge) => edge.source === node.id || edge.target === node.id);
  return [
    ...wires.map((edge) => ({ op: 'disconnect', edge: edgeId(edge) }) as const),
    { op: 'remove_node', id: node.id },
  ];
};

const add: Edit = ({ service, random, who, fresh }) => {
  const [id, before] = [`n${who}_${fresh}`, random.one(service.nodes)];
  const node = { id, type: random.one(['transform', 'scope']) as string, config: { [ownField(who)]: fresh } };
  return [
    { op: 'add_node', node, index: random.below(service.nodes.length + 1) },
    ...(before === undefined ? [] : [{ op: 'connect', edge: { source: before.id, target: id } } as const]),
  ];
};

const connect: Edit = ({ service, random }) => {
  const [source, target] = [random.one(service.nodes), random.one(service.nodes)];
  if (source === undefined || target === undefined) return [];
  const handle = random.one(['out', 'error', 'yes']) as string;
  return [{ op: 'connect', edge: { source: source.id, source_handle: handle, target: target.id } }];
};

const disconnect: Edit = ({ service, random }) => {
  const edge = random.one(service.edges);
  return edge === undefined ? [] : [{ op: 'disconnect', edge: edgeId(edge) }];
};

const label: Edit = ({ service, random, fresh }) => {
  const edge = random.one(service.edges);
  return edge === undefined ? [] : [{ op: 'set_edge', edge: edgeId(edge), label: `wire ${fresh}`, on: ['http.4xx'] }];
};

const branchesOf = (node: Node) => (Array.isArray(node.config?.branches) ? (node.config.branches as Json[]) : []);

const reorder = onNode((node, { random }) =>
  branchesOf(node).length === 0 ? [] : update(node, '/config/branches', random.shuffled(branchesOf(node))),
);

const setInBranch = onNode((node, { random, who, fresh }) =>
  branchesOf(node).length === 0
    ? []
    : update(node, `/config/branches/${random.below(branchesOf(node).length)}/${ownField(who)}`, fresh),
);

const addBranch = onNode((node, { who, fresh }) =>
  branchesOf(node).length === 0 ? [] : update(node, '/config/branches/-', { id: `b${who}_${fresh}`, when: '${ true }' }),
);

const arrange: Edit = ({ service, random }) => [
  { op: 'arrange', list: 'nodes', ids: random.shuffled(service.nodes.map((node) => node.id)) },
];

const declare: Edit = ({ random, who, fresh }) => [
  {
    op: 'put',
    collection: 'variables',
    item: { name: random.below(2) === 0 ? 'total' : `v${who}_${fresh}`, schema: { type: 'number' }, initial: fresh },
  },
];

const describe: Edit = ({ fresh }) => [{ op: 'set_service', field: 'description', value: `As of ${fresh}` }];

const EDITS: readonly Edit[] = [
  ...[setOwn, setOwn, setOwn, clearOwn, setShared, replaceSettings, type, type, move, move, rename, reparent],
  ...[remove, remove, add, add, connect, connect, disconnect, label, reorder, setInBranch, setInBranch, addBranch],
  ...[arrange, declare, describe],
];
