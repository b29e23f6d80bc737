import { assertNever, diagnostic, err, ok } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import { edgeId } from '../document/ids.ts';
import type { Edge, Service } from '../document/service.ts';
import { changeNode, onNode, setCompensation } from './change-node.ts';
import { type List, nameOf } from './item-name.ts';
import type { Collection, Operation, OperationOf } from './operation.ts';
import { changed, missing, type Outcome } from './outcome.ts';

type Item = { readonly [key: string]: Json };

/**
 * Makes one change, whatever it leads to; only what the operation names must be there. Pure: the service given is not
 * changed. `apply` judges first.
 */
export function change(service: Service, operation: Operation): Outcome {
  switch (operation.op) {
    case 'add_node':
      if (service.nodes.some((node) => node.id === operation.node.id))
        return err(diagnostic('OR1015', { pointer: '/nodes', facts: { field: operation.node.id } }));
      return changed(
        { ...service, nodes: insert(service.nodes, operation.node, operation.index) },
        { op: 'remove_node', id: operation.node.id },
      );
    case 'remove_node':
      return onNode(service, operation.id, (node, index) =>
        changed({ ...service, nodes: service.nodes.toSpliced(index, 1) }, { op: 'add_node', node, index }),
      );
    case 'move_node':
      return changeNode(service, operation.id, '/position', { ...operation.position });
    case 'update_node':
      return changeNode(service, operation.id, operation.pointer, operation.value);
    case 'set_parent':
      return changeNode(service, operation.id, '/parent', operation.parent ?? undefined);
    case 'set_name':
      return changeNode(service, operation.id, '/name', operation.name ?? undefined);
    case 'set_compensation':
      return setCompensation(service, operation);
    case 'connect':
      if (service.edges.some((edge) => edgeId(edge) === edgeId(operation.edge)))
        return err(diagnostic('OR2009', { pointer: '/edges', edge_id: edgeId(operation.edge) }));
      return changed(
        { ...service, edges: insert(service.edges, operation.edge, operation.index) },
        { op: 'disconnect', edge: edgeId(operation.edge) },
      );
    case 'disconnect':
      return onEdge(service, operation.edge, (edge, index) =>
        changed({ ...service, edges: service.edges.toSpliced(index, 1) }, { op: 'connect', edge, index }),
      );
    case 'set_edge':
      return onEdge(service, operation.edge, (edge, index) => {
        const { op: _op, edge: _edge, ...marks } = operation;
        const { label: _label, on: _on, loop: _loop, ...ends } = edge;
        return changed(
          { ...service, edges: service.edges.with(index, { ...ends, ...marks } as Edge) },
          { op: 'set_edge', edge: operation.edge, ...marksOf(edge) },
        );
      });
    case 'put':
      return put(service, operation);
    case 'remove':
      return removeItem(service, operation);
    case 'set_service':
      return setService(service, operation);
    case 'arrange':
      return arrange(service, operation);
    default:
      return assertNever(operation);
  }
}

/** Makes several changes; the first that cannot be made refuses all. The inverse takes them back together. */
export function changeAll(service: Service, operations: readonly Operation[], step = change): Outcome {
  let current = service;
  const inverse: (readonly Operation[])[] = [];
  for (const operation of operations) {
    const applied = step(current, operation);
    if (!applied.ok) return applied;
    current = applied.value.service;
    inverse.push(applied.value.inverse);
  }
  return ok({ service: current, inverse: inverse.reverse().flat() });
}

/** What an edge says besides its ends. */
export function marksOf(edge: Edge): Pick<Edge, 'label' | 'on' | 'loop'> {
  return {
    ...(edge.label === undefined ? {} : { label: edge.label }),
    ...(edge.on === undefined ? {} : { on: edge.on }),
    ...(edge.loop === undefined ? {} : { loop: edge.loop }),
  };
}

function insert<T>(list: readonly T[], item: T, index = list.length): T[] {
  return list.toSpliced(Math.min(index, list.length), 0, item);
}

function onEdge(service: Service, id: string, then: (edge: Edge, index: number) => Outcome): Outcome {
  const index = service.edges.findIndex((edge) => edgeId(edge) === id);
  const edge = service.edges[index];
  return edge === undefined ? missing('connection', id, service.edges.map(edgeId)) : then(edge, index);
}

function setService(service: Service, operation: OperationOf<'set_service'>): Outcome {
  const { [operation.field]: before, ...others } = service;
  const next = operation.value === undefined ? others : { ...service, [operation.field]: operation.value };
  return changed(next as Service, {
    op: 'set_service',
    field: operation.field,
    ...(before === undefined ? {} : { value: before as Json }),
  });
}

function put(service: Service, { collection, item, index }: OperationOf<'put'>): Outcome {
  const items = itemsOf(service, collection);
  const name = nameOf(collection, item);
  const at = items.findIndex((each) => nameOf(collection, each) === name);
  if (at >= 0)
    return changed(withItems(service, collection, items.with(at, item as Item)), {
      op: 'put',
      collection,
      item: items[at] as Item,
    });
  const wasEmpty = service[collection]?.length === 0;
  return changed(
    withItems(service, collection, insert(items, item as Item, index)),
    { op: 'remove', collection, id: name },
    ...(wasEmpty ? [{ op: 'arrange', list: collection, ids: [] } as const] : []),
  );
}

function removeItem(service: Service, { collection, id }: OperationOf<'remove'>): Outcome {
  const items = itemsOf(service, collection);
  const index = items.findIndex((item) => nameOf(collection, item) === id);
  const item = items[index];
  if (item === undefined)
    return missing(
      collection.slice(0, -1),
      id,
      items.map((each) => nameOf(collection, each)),
    );
  return changed(withItems(service, collection, items.toSpliced(index, 1)), { op: 'put', collection, item, index });
}

function itemsOf(service: Service, collection: Collection): readonly Item[] {
  return (service[collection] ?? []) as readonly Item[];
}

/** A list in which nothing is left is absent. */
function withItems(service: Service, list: List, items: readonly unknown[]): Service {
  if (items.length > 0) return { ...service, [list]: items } as Service;
  const { [list]: _, ...others } = service;
  return others as Service;
}

/** An empty order stands for an empty list, none (`null`) for a list that is absent. */
function arrange(service: Service, { list, ids }: OperationOf<'arrange'>): Outcome {
  const items = service[list] as readonly unknown[] | undefined;
  const names = (items ?? []).map((item) => nameOf(list, item));
  const wanted = ids ?? [];
  const places = new Map(names.map((name, index) => [name, index]));
  const known = new Set(wanted);
  const twice = names.find((name, index) => places.get(name) !== index);
  if (twice !== undefined) return err(diagnostic('OR1015', { pointer: `/${list}`, facts: { field: twice } }));
  const unknown = wanted.find((id) => !places.has(id)) ?? names.find((name) => !known.has(name));
  if (unknown !== undefined || wanted.length !== names.length) return missing('item', unknown ?? '', names);
  if (ids === null && (list === 'nodes' || list === 'edges'))
    return err(diagnostic('OR1004', { pointer: '', facts: { where: 'The document', field: list } }));
  const inverse: Operation = { op: 'arrange', list, ids: items === undefined ? null : names };
  if (ids === null) return changed(withItems(service, list, []), inverse);
  return changed({ ...service, [list]: wanted.map((id) => items?.[places.get(id) as number]) } as Service, inverse);
}
