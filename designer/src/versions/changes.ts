import { COLLECTIONS, type Collection, diff, type Edge, edgeId, type Operation, type Service } from '@omniroute/dsl';
import { isObject, type Json } from '@omniroute/primitives';

/** What became of a part of a service between two states of it. */
export type Became = 'added' | 'removed' | 'changed' | 'moved';

/** One value that is not as it was; `undefined` where there is none. */
export interface FieldChange {
  /** Names from the part to the value, as `config`, `output`. */
  readonly path: readonly string[];
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** One part of a service that is not as it was. */
export interface Change {
  readonly became: Became;
  readonly what: 'step' | 'connection' | 'service' | 'order' | Collection;
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Of a part that changed; its place is not told in numbers. */
  readonly fields: readonly FieldChange[];
}

/** What of one service is not as in another: first the steps, in the order of the comparison. */
export function changesBetween(before: Service, after: Service): readonly Change[] {
  const subjects = new Map<string, Pick<Change, 'what' | 'id'>>();
  for (const operation of diff(before, after)) {
    const subject = subjectOf(operation);
    subjects.set(`${subject.what} ${subject.id}`, subject);
  }
  const [old, now] = [partsOf(before), partsOf(after)];
  const changes = [...subjects].map(([key, { what, id }]): Change => {
    const [was, is] = [old.get(key), now.get(key)];
    const named = { what, id, name: is?.name ?? was?.name ?? id };
    if (what === 'order') return { ...named, became: 'moved', fields: [] };
    if (was === undefined) return { ...named, became: 'added', fields: [] };
    if (is === undefined) return { ...named, became: 'removed', fields: [] };
    const fields = fieldChanges(was.value, is.value).filter(({ path }) => path[0] !== 'position');
    return { ...named, became: fields.length === 0 ? 'moved' : 'changed', fields };
  });
  const rank = ({ what }: Change) => (what === 'step' ? 0 : what === 'connection' ? 1 : what === 'order' ? 3 : 2);
  return changes.sort((one, two) => rank(one) - rank(two));
}

/** How many parts became what. */
export function countsOf(changes: readonly Change[]): Readonly<Record<Became, number>> {
  const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
  for (const { became } of changes) counts[became] += 1;
  return counts;
}

/** The least values that differ; lists of different length are told as wholes. */
export function fieldChanges(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): readonly FieldChange[] {
  if (isObject(before) && isObject(after)) {
    const [was, is] = [before as Readonly<Record<string, Json>>, after as Readonly<Record<string, Json>>];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((key) =>
      fieldChanges(was[key], is[key], [...path, key]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((each, index) => fieldChanges(each, after[index], [...path, String(index + 1)]));
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

function subjectOf(operation: Operation): Pick<Change, 'what' | 'id'> {
  switch (operation.op) {
    case 'add_node':
      return { what: 'step', id: operation.node.id };
    case 'remove_node':
    case 'move_node':
    case 'update_node':
    case 'set_name':
    case 'set_parent':
    case 'set_compensation':
      return { what: 'step', id: operation.id };
    case 'connect':
      return { what: 'connection', id: edgeId(operation.edge) };
    case 'disconnect':
    case 'set_edge':
      return { what: 'connection', id: operation.edge };
    case 'put':
      return { what: operation.collection, id: itemName(operation.collection, operation.item) };
    case 'remove':
      return { what: operation.collection, id: operation.id };
    case 'set_service':
      return { what: 'service', id: '' };
    case 'arrange':
      return { what: 'order', id: operation.list };
  }
}

function itemName(collection: Collection, item: Json): string {
  return String((item as Readonly<Record<string, Json>>)[COLLECTIONS[collection]]);
}

/** Every part of a service by what it is and its id. */
function partsOf(service: Service): ReadonlyMap<string, { readonly name: string; readonly value: Json }> {
  const names = new Map([...service.nodes, ...(service.triggers ?? [])].map(({ id, name }) => [id, name ?? id]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const edgeName = ({ source, source_handle: port = 'out', target }: Edge) =>
    `${nameOf(source)}${port === 'out' ? '' : ` (${port})`} → ${nameOf(target)}`;
  const collections = Object.keys(COLLECTIONS) as Collection[];
  const { nodes: _, edges: __, triggers, variables, messages, connections, rules, notes, ...own } = service;
  return new Map([
    ...service.nodes.map((node) => part('step', node.id, node.name ?? node.id, node)),
    ...service.edges.map((edge) => part('connection', edgeId(edge), edgeName(edge), edge)),
    ...collections.flatMap((collection) =>
      ((service[collection] ?? []) as readonly Json[]).map((item) => {
        const id = itemName(collection, item);
        return part(collection, id, nameOf(id), item);
      }),
    ),
    part('service', '', service.name, own),
  ]);
}

function part(what: Change['what'], id: string, name: string, value: unknown) {
  return [`${what} ${id}`, { name, value: value as Json }] as const;
}
