import { COLLECTIONS, type Collection, edgeId, type Service } from '@omniroute/dsl';
import * as Y from 'yjs';

/** Number of this form of the document (`meta.schema`). A document that needs another form needs a migration. */
export const SCHEMA = 1;

/** A list of a service whose items have names: one shared map each, name → item. */
export type ListName = 'nodes' | 'edges' | Collection;
export const LIST_NAMES = ['nodes', 'edges', ...(Object.keys(COLLECTIONS) as Collection[])] as const;

/** Keys of `meta` that are ours and not fields of the service. */
export const META = { schema: 'schema', epoch: 'epoch' } as const;

/** An item of a list: a node, an edge, a trigger … */
export type Item = NonNullable<Service[ListName]>[number];
/** The shared map of one item. */
export type SharedItem = Y.Map<unknown>;

/** The service's own fields, `meta` of the document. */
export function metaOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap('meta');
}

/** The items of a list by name, those that were deleted among them. */
export function itemsOf(doc: Y.Doc, list: ListName): Y.Map<SharedItem> {
  return doc.getMap(list);
}

/** The shared map of an item; a key that holds something else is no item. */
export function itemOf(doc: Y.Doc, list: ListName, name: string): SharedItem | undefined {
  const map: unknown = itemsOf(doc, list).get(name);
  return map instanceof Y.Map ? map : undefined;
}

/** All shared maps of a document. */
export function rootsOf(doc: Y.Doc): Y.Map<unknown>[] {
  return [metaOf(doc), ...LIST_NAMES.map((list) => itemsOf(doc, list) as Y.Map<unknown>)];
}

/** The field of an item that is its key in the shared map, and so not written again; an edge's ends are its key. */
export function nameFields(list: ListName): readonly string[] {
  if (list === 'edges') return ['source', 'source_handle', 'target'];
  return [list === 'nodes' ? 'id' : COLLECTIONS[list]];
}

/** Name of an item: what stays the same when anything else in it changes. */
export function nameOf(list: ListName, item: Item): string {
  if (list === 'edges') return edgeId(item as Service['edges'][number]);
  return String((item as unknown as Record<string, unknown>)[nameFields(list)[0] as string]);
}

/** The ends of an edge, from its identity. */
export function endsOf(edge: string): { readonly source: string; readonly handle: string; readonly target: string } {
  const [from = '', target = ''] = edge.split('>');
  const [source = '', handle = ''] = from.split(':');
  return { source, handle, target };
}

/** Key of `meta` that says that a list is written although nothing is in it. */
export function emptyMark(list: ListName): string {
  return `empty_${list}`;
}

const OWN_META: readonly string[] = [...Object.values(META), ...LIST_NAMES.map(emptyMark)];

/** The key of `meta` under which a field of the service is kept; unknown fields of a faulty service are kept, too. */
export function metaKey(field: string): string {
  return OWN_META.includes(field) || field.startsWith('#') ? `#${field}` : field;
}

/** The field that a key of `meta` stands for; `null` for keys of our own. */
export function metaField(key: string): string | null {
  if (key.startsWith('#')) return key.slice(1);
  return OWN_META.includes(key) ? null : key;
}
