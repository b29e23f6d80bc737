import { assertNever, type Diagnostic, diagnostic, err, ok, type Result } from '@omniroute/errors';
import { closestName, getPointer, type Json, setPointer } from '@omniroute/primitives';
import { edgeId } from '../document/ids.ts';
import type { Edge, Node, Service } from '../document/service.ts';
import { COLLECTIONS, type Collection, type Operation } from './operation.ts';

/** A changed service, and the operations that take the change back. */
export interface Applied {
  readonly service: Service;
  readonly inverse: readonly Operation[];
}

type Outcome = Result<Applied, Diagnostic>;
type Item = { readonly [key: string]: Json };

/** Applies one operation. Pure: the service given is not changed. What it names must exist. */
export function apply(service: Service, operation: Operation): Outcome {
  switch (operation.op) {
    case 'add_node':
      if (service.nodes.some((node) => node.id === operation.node.id))
        return err(diagnostic('OR1015', { pointer: '/nodes', facts: { field: operation.node.id } }));
      return done(
        { ...service, nodes: insert(service.nodes, operation.node, operation.index) },
        { op: 'remove_node', id: operation.node.id },
      );
    case 'remove_node':
      return onNode(service, operation.id, (node, index) =>
        done({ ...service, nodes: service.nodes.toSpliced(index, 1) }, { op: 'add_node', node, index }),
      );
    case 'move_node':
      return change(service, operation.id, '/position', { ...operation.position });
    case 'update_node':
      return change(service, operation.id, operation.pointer, operation.value);
    case 'set_parent':
      return change(service, operation.id, '/parent', operation.parent ?? undefined);
    case 'set_name':
      return change(service, operation.id, '/name', operation.name ?? undefined);
    case 'set_compensation':
      return setCompensation(service, operation);
    case 'connect':
      if (service.edges.some((edge) => edgeId(edge) === edgeId(operation.edge)))
        return err(diagnostic('OR2009', { pointer: '/edges', edge_id: edgeId(operation.edge) }));
      return done(
        { ...service, edges: insert(service.edges, operation.edge, operation.index) },
        { op: 'disconnect', edge: edgeId(operation.edge) },
      );
    case 'disconnect':
      return onEdge(service, operation.edge, (edge, index) =>
        done({ ...service, edges: service.edges.toSpliced(index, 1) }, { op: 'connect', edge, index }),
      );
    case 'set_edge':
      return onEdge(service, operation.edge, (edge, index) => {
        const { op: _op, edge: _edge, ...facts } = operation;
        const { label: _label, on: _on, loop: _loop, ...ends } = edge;
        return done(
          { ...service, edges: service.edges.with(index, { ...ends, ...facts } as Edge) },
          { op: 'set_edge', edge: operation.edge, ...factsOf(edge) },
        );
      });
    case 'put':
      return put(service, operation);
    case 'remove':
      return removeItem(service, operation.collection, operation.id);
    case 'set_service': {
      const before = service[operation.field] as Json | undefined;
      const next = setPointer(service, `/${operation.field}`, operation.value) as Service;
      return done(next, {
        op: 'set_service',
        field: operation.field,
        ...(before === undefined ? {} : { value: before }),
      });
    }
    case 'arrange':
      return arrange(service, operation.list, operation.ids);
    default:
      return assertNever(operation);
  }
}

/** Applies several; the first that cannot be applied refuses all. The inverse takes them back together. */
export function applyAll(service: Service, operations: readonly Operation[]): Outcome {
  let current = service;
  const inverse: Operation[] = [];
  for (const operation of operations) {
    const applied = apply(current, operation);
    if (!applied.ok) return applied;
    current = applied.value.service;
    inverse.unshift(...applied.value.inverse);
  }
  return ok({ service: current, inverse });
}

/** Name of an item of a list. */
export function nameOf(list: 'nodes' | 'edges' | Collection, item: unknown): string {
  if (list === 'edges') return edgeId(item as Edge);
  return String((item as Item)[list === 'nodes' ? 'id' : COLLECTIONS[list]]);
}

function done(service: Service, ...inverse: Operation[]): Outcome {
  return ok({ service, inverse });
}

function insert<T>(list: readonly T[], item: T, index = list.length): T[] {
  return list.toSpliced(Math.min(index, list.length), 0, item);
}

function missing(what: string, name: string, names: readonly string[]): Outcome {
  const close = closestName(name, names);
  return err(
    diagnostic('OR2004', {
      pointer: '',
      ...(close === undefined ? {} : { did_you_mean: close }),
      facts: { what, name },
    }),
  );
}

function onNode(service: Service, id: string, then: (node: Node, index: number) => Outcome): Outcome {
  const index = service.nodes.findIndex((node) => node.id === id);
  const node = service.nodes[index];
  return node === undefined
    ? missing(
        'step',
        id,
        service.nodes.map((each) => each.id),
      )
    : then(node, index);
}

function onEdge(service: Service, id: string, then: (edge: Edge, index: number) => Outcome): Outcome {
  const index = service.edges.findIndex((edge) => edgeId(edge) === id);
  const edge = service.edges[index];
  return edge === undefined ? missing('connection', id, service.edges.map(edgeId)) : then(edge, index);
}

function change(service: Service, id: string, pointer: string, value: Json | undefined): Outcome {
  return onNode(service, id, (node, index) => {
    if (pointer === '' || pointer === '/id')
      return err(
        diagnostic('OR1012', { pointer: `/nodes/${index}/id`, node_id: id, facts: { where: 'The id of a step' } }),
      );
    const before = getPointer(node, pointer) as Json | undefined;
    const next = setPointer(node, pointer, value) as Node;
    // What had to be made on the way is taken back with it.
    const made = firstMissing(node, pointer);
    const inverse: Operation = {
      op: 'update_node',
      id,
      pointer: made ?? pointer,
      ...(before === undefined ? {} : { value: before }),
    };
    return done({ ...service, nodes: service.nodes.with(index, next) }, inverse);
  });
}

function firstMissing(node: Node, pointer: string): string | null {
  const segments = pointer.split('/').slice(1);
  for (let length = 1; length <= segments.length; length += 1) {
    const prefix = `/${segments.slice(0, length).join('/')}`;
    if (getPointer(node, prefix) === undefined) return prefix;
  }
  return null;
}

function setCompensation(service: Service, operation: Extract<Operation, { op: 'set_compensation' }>): Outcome {
  return onNode(service, operation.id, (node, index) => {
    const { compensate_with: before, compensate_on: beforeOn, ...rest } = node;
    const pair =
      operation.with === null
        ? {}
        : { compensate_with: operation.with, ...(operation.on === undefined ? {} : { compensate_on: operation.on }) };
    const inverse: Operation = {
      op: 'set_compensation',
      id: node.id,
      with: before ?? null,
      ...(beforeOn === undefined ? {} : { on: beforeOn }),
    };
    return done({ ...service, nodes: service.nodes.with(index, { ...rest, ...pair } as Node) }, inverse);
  });
}

function factsOf(edge: Edge): Pick<Edge, 'label' | 'on' | 'loop'> {
  return {
    ...(edge.label === undefined ? {} : { label: edge.label }),
    ...(edge.on === undefined ? {} : { on: edge.on }),
    ...(edge.loop === undefined ? {} : { loop: edge.loop }),
  };
}

function itemsOf(service: Service, collection: Collection): readonly Item[] {
  return (service[collection] ?? []) as readonly Item[];
}

/** A list that was absent stays absent when nothing is left in it. */
function withItems(service: Service, collection: Collection, items: readonly Item[]): Service {
  return { ...service, [collection]: items } as Service;
}

function put(service: Service, operation: Extract<Operation, { op: 'put' }>): Outcome {
  const { collection, item, index } = operation;
  const items = itemsOf(service, collection);
  const name = nameOf(collection, item);
  const at = items.findIndex((each) => nameOf(collection, each) === name);
  if (at < 0)
    return done(withItems(service, collection, insert(items, item as Item, index)), {
      op: 'remove',
      collection,
      id: name,
    });
  return done(withItems(service, collection, items.with(at, item as Item)), {
    op: 'put',
    collection,
    item: items[at] as Item,
  });
}

function removeItem(service: Service, collection: Collection, id: string): Outcome {
  const items = itemsOf(service, collection);
  const index = items.findIndex((item) => nameOf(collection, item) === id);
  const item = items[index];
  if (item === undefined)
    return missing(
      collection.slice(0, -1),
      id,
      items.map((each) => nameOf(collection, each)),
    );
  return done(withItems(service, collection, items.toSpliced(index, 1)), { op: 'put', collection, item, index });
}

function arrange(service: Service, list: 'nodes' | 'edges' | Collection, ids: readonly string[]): Outcome {
  const items = (service[list] ?? []) as readonly unknown[];
  const names = items.map((item) => nameOf(list, item));
  const unknown = ids.find((id) => !names.includes(id)) ?? names.find((name) => !ids.includes(name));
  if (unknown !== undefined || ids.length !== names.length) return missing('item', unknown ?? '', names);
  const ordered = ids.map((id) => items[names.indexOf(id)]);
  return done({ ...service, [list]: ordered } as Service, { op: 'arrange', list, ids: names });
}
