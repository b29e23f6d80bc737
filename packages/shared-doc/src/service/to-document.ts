import type { Service } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, err, ok, type Result } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import * as Y from 'yjs';
import { newItem } from '../items/write-item.ts';
import { orderKeys } from '../order/order-key.ts';
import { newValue } from '../values/new-value.ts';
import type { IsText } from '../values/text-place.ts';
import {
  emptyMark,
  endsOf,
  type Item,
  itemsOf,
  LIST_NAMES,
  type ListName,
  META,
  metaKey,
  metaOf,
  nameOf,
  SCHEMA,
} from './schema.ts';

/** How a document is made. */
export interface DocumentOptions {
  readonly isText: IsText;
  /** Counts the times that the document was rebuilt without its history. */
  readonly epoch?: number;
}

/**
 * A new document that holds a service. It is made in one place (the server) and then shared: two documents made of one
 * service do not merge. A service in which a name stands for two things cannot be kept in one, and is refused.
 */
export function toDocument(service: Service, { isText, epoch = 0 }: DocumentOptions): Result<Y.Doc, Diagnostic> {
  const fault = unclearName(service);
  if (fault !== null) return err(fault);
  const doc = new Y.Doc();
  doc.transact(() => {
    const meta = metaOf(doc);
    meta.set(META.schema, SCHEMA);
    meta.set(META.epoch, epoch);
    for (const [field, value] of ownFields(service))
      meta.set(metaKey(field), newValue(value, { list: 'meta', path: [field] }, isText));
    for (const list of LIST_NAMES) fillList(doc, list, service[list], isText);
  });
  return ok(doc);
}

/** Fields of a service that are no lists of named items. */
export function ownFields(service: Service): [string, Json][] {
  return Object.entries(service as unknown as Record<string, Json | undefined>).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined && !LIST_NAMES.some((list) => list === entry[0]),
  );
}

function fillList(doc: Y.Doc, list: ListName, items: readonly Item[] | undefined, isText: IsText): void {
  if (items?.length === 0 && list !== 'nodes' && list !== 'edges') metaOf(doc).set(emptyMark(list), true);
  const keys = orderKeys(null, null, items?.length ?? 0);
  for (const [index, item] of (items ?? []).entries())
    itemsOf(doc, list).set(nameOf(list, item), newItem(list, item, keys[index] as string, isText));
}

/** The first name that is used twice, or an edge whose ends cannot be told from its name. */
function unclearName(service: Service): Diagnostic | null {
  for (const list of LIST_NAMES) {
    const items: readonly Item[] = service[list] ?? [];
    const names = items.map((item) => nameOf(list, item));
    const places = new Map(names.map((name, index) => [name, index]));
    const twice = names.findIndex((name, index) => places.get(name) !== index);
    if (twice >= 0 && list === 'edges') return diagnostic('OR2009', { pointer: `/edges/${twice}` });
    if (twice >= 0) return diagnostic('OR1015', { pointer: `/${list}/${twice}`, facts: { field: names[twice] } });
  }
  for (const [index, edge] of service.edges.entries()) {
    const ends = endsOf(nameOf('edges', edge));
    if (ends.source === edge.source && ends.handle === (edge.source_handle ?? 'out') && ends.target === edge.target)
      continue;
    const facts = { where: 'An end of a connection' };
    return diagnostic('OR1007', {
      pointer: `/edges/${index}`,
      expected: 'the id of a step',
      got: nameOf('edges', edge),
      facts,
    });
  }
  return null;
}
