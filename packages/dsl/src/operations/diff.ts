import { deepEqual, type Json } from '@omniroute/primitives';
import { edgeId } from '../document/ids.ts';
import type { Edge, Node, Service } from '../document/service.ts';
import { changeAll, marksOf } from './change.ts';
import { ALL_LISTS, nameOf } from './item-name.ts';
import { COLLECTIONS, type Collection, type Operation, SERVICE_FIELDS } from './operation.ts';

/**
 * The operations that make one service of another, by stable ids: what was removed, added, changed, and the order of lists
 * where it differs. `id` and `dsl_version` never change. Both documents name each of their parts once.
 */
export function diff(before: Service, after: Service): Operation[] {
  const operations: Operation[] = [];
  for (const field of SERVICE_FIELDS) {
    if (deepEqual(before[field], after[field])) continue;
    const value = after[field] as Json | undefined;
    operations.push({ op: 'set_service', field, ...(value === undefined ? {} : { value }) });
  }
  diffEdgesOut(before, after, operations);
  diffNodes(before, after, operations);
  diffEdgesIn(before, after, operations);
  for (const collection of Object.keys(COLLECTIONS) as Collection[])
    diffCollection(before, after, collection, operations);
  const changed = changeAll(before, operations);
  // Every operation above names what is there, so this cannot fail.
  if (!changed.ok) throw new Error(`a comparison that cannot be applied: ${changed.error.message}`);
  for (const list of ALL_LISTS) {
    const [wanted, now] = [orderOf(after, list), orderOf(changed.value.service, list)];
    if (!deepEqual(wanted, now)) operations.push({ op: 'arrange', list, ids: wanted });
  }
  return operations;
}

function diffNodes(before: Service, after: Service, operations: Operation[]): void {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const kept = new Set(after.nodes.map((node) => node.id));
  for (const node of before.nodes) if (!kept.has(node.id)) operations.push({ op: 'remove_node', id: node.id });
  for (const node of after.nodes) {
    const known = old.get(node.id);
    if (known === undefined) operations.push({ op: 'add_node', node });
    else operations.push(...nodeChanges(known, node));
  }
}

function nodeChanges(before: Node, after: Node): Operation[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Node>;
  const operations: Operation[] = [];
  for (const field of fields) {
    const [old, now] = [before[field] as Json | undefined, after[field] as Json | undefined];
    if (deepEqual(old, now)) continue;
    if (field === 'position' && after.position !== undefined)
      operations.push({ op: 'move_node', id: after.id, position: after.position });
    else if (field === 'name') operations.push({ op: 'set_name', id: after.id, name: after.name ?? null });
    else if (field === 'parent') operations.push({ op: 'set_parent', id: after.id, parent: after.parent ?? null });
    else
      operations.push({
        op: 'update_node',
        id: after.id,
        pointer: `/${field}`,
        ...(now === undefined ? {} : { value: now }),
      });
  }
  return operations;
}

function diffEdgesOut(before: Service, after: Service, operations: Operation[]): void {
  const kept = new Map(after.edges.map((edge) => [edgeId(edge), edge]));
  for (const edge of before.edges)
    if (!isRemarked(edge, kept.get(edgeId(edge)))) operations.push({ op: 'disconnect', edge: edgeId(edge) });
}

function diffEdgesIn(before: Service, after: Service, operations: Operation[]): void {
  const old = new Map(before.edges.map((edge) => [edgeId(edge), edge]));
  for (const edge of after.edges) {
    const known = old.get(edgeId(edge));
    if (known === undefined || !isRemarked(known, edge)) operations.push({ op: 'connect', edge });
    else if (!deepEqual(known, edge)) operations.push({ op: 'set_edge', edge: edgeId(edge), ...marksOf(edge) });
  }
}

/** Whether an edge is the same but for what it says: a handle `out` may be written or left out, which no mark changes. */
function isRemarked(before: Edge, after: Edge | undefined): boolean {
  return after !== undefined && before.source_handle === after.source_handle;
}

function orderOf(service: Service, list: (typeof ALL_LISTS)[number]): string[] | null {
  return service[list]?.map((item) => nameOf(list, item)) ?? null;
}

function diffCollection(before: Service, after: Service, collection: Collection, operations: Operation[]): void {
  const items = (service: Service) =>
    new Map(((service[collection] ?? []) as readonly Json[]).map((item) => [nameOf(collection, item), item]));
  const [old, now] = [items(before), items(after)];
  for (const id of old.keys()) if (!now.has(id)) operations.push({ op: 'remove', collection, id });
  for (const [id, item] of now) if (!deepEqual(old.get(id), item)) operations.push({ op: 'put', collection, item });
}
