import { type Diagnostic, diagnostic, err } from '@omniroute/errors';
import { parsePointer } from '@omniroute/primitives';
import { RESERVED_WORDS } from '../document/ids.ts';
import { Edge, Node, type Service, Service as ServiceSchema } from '../document/service.ts';
import { walk } from '../walker/walk.ts';
import { change, changeAll } from './change.ts';
import { nameOf } from './item-name.ts';
import { ITEM_SCHEMAS, type Operation } from './operation.ts';
import type { Outcome } from './outcome.ts';

/**
 * Applies one operation, if what it names is there and it leaves the document as well formed as it was: fields that
 * exist, values of the right kind, ids that are ids and stand for one thing. What a value *means* is judged by the
 * compiler, so that half-written settings can be kept. Pure: the service given is not changed.
 */
export function apply(service: Service, operation: Operation): Outcome {
  const applied = change(service, operation);
  if (!applied.ok) return applied;
  const fault = addedFault(service, applied.value.service, operation);
  return fault === null ? applied : err(fault);
}

/** Applies several; the first that cannot be applied refuses all. The inverse takes them back together. */
export function applyAll(service: Service, operations: readonly Operation[]): Outcome {
  return changeAll(service, operations, apply);
}

/** Takes changes back by their inverse. What was there before may come back, whatever it was. */
export function revert(service: Service, inverse: readonly Operation[]): Outcome {
  return changeAll(service, inverse);
}

function addedFault(before: Service, after: Service, operation: Operation): Diagnostic | null {
  switch (operation.op) {
    case 'add_node':
      return takenId(before, operation.node.id, '/nodes') ?? itemFault(Node, before, after, 'nodes', operation.node.id);
    case 'move_node':
    case 'update_node':
    case 'set_parent':
    case 'set_name':
    case 'set_compensation':
      return itemFault(Node, before, after, 'nodes', operation.id);
    case 'connect':
      return itemFault(Edge, before, after, 'edges', nameOf('edges', operation.edge));
    case 'set_edge':
      return itemFault(Edge, before, after, 'edges', operation.edge);
    case 'put': {
      const { collection, item } = operation;
      const name = nameOf(collection, item);
      const taken =
        collection === 'triggers' && before.nodes.some((node) => node.id === name)
          ? takenId(before, name, '/triggers')
          : null;
      return taken ?? itemFault(ITEM_SCHEMAS[collection], before, after, collection, name);
    }
    case 'set_service': {
      const { field } = operation;
      if (operation.value === undefined)
        return ServiceSchema.required.some((name) => name === field)
          ? diagnostic('OR1004', { pointer: '', facts: { where: 'The document', field } })
          : null;
      return worse(ServiceSchema.properties[field], before[field], after[field], `/${field}`);
    }
    default:
      return null;
  }
}

/** An id that a node or trigger has already, or that no expression could name. */
function takenId(service: Service, id: string, pointer: string): Diagnostic | null {
  const facts = { field: id };
  if ([...service.nodes, ...(service.triggers ?? [])].some((each) => each.id === id))
    return diagnostic('OR1015', { pointer, node_id: id, facts });
  return RESERVED_WORDS.has(id) ? diagnostic('OR1016', { pointer, node_id: id, facts }) : null;
}

function itemFault(
  schema: unknown,
  before: Service,
  after: Service,
  list: 'nodes' | 'edges' | keyof typeof ITEM_SCHEMAS,
  name: string,
): Diagnostic | null {
  const itemOf = (service: Service) => {
    const items = (service[list] ?? []) as readonly unknown[];
    const index = items.findIndex((item) => nameOf(list, item) === name);
    return { item: items[index], index };
  };
  const { item, index } = itemOf(after);
  return worse(schema, itemOf(before).item, item, `/${list}/${index}`);
}

/** Codes of documents whose parts can no longer be told apart. */
const SHAPE = ['OR1003', 'OR1004', 'OR1005', 'OR1012'];

/** The first fault of the shape that was not there before. */
function worse(schema: unknown, before: unknown, after: unknown, pointer: string): Diagnostic | null {
  const faults = (value: unknown) =>
    walk(schema, value, pointer).findings.filter(
      (finding) => (SHAPE.includes(finding.code) || isIdFault(finding, pointer)) && !isInSchema(finding.pointer),
    );
  const found = faults(after);
  if (found.length === 0) return null;
  const known = before === undefined ? [] : faults(before);
  return (
    found.find(({ code, pointer: at }) => !known.some((each) => each.code === code && each.pointer === at)) ?? null
  );
}

/** Names by which parts refer to each other. */
const ID_FIELDS = ['id', 'name', 'source', 'source_handle', 'target', 'parent', 'scope', 'compensate_with'];

function isIdFault({ code, pointer }: Diagnostic, base: string): boolean {
  if (code !== 'OR1007') return false;
  const inside = parsePointer(pointer.slice(base.length));
  return inside.length === 1 && ID_FIELDS.includes(inside[0] as string);
}

/** Whether a place lies inside a JSON Schema of a tenant, which is written step by step. */
function isInSchema(pointer: string): boolean {
  const segments = parsePointer(pointer);
  return segments[0] === 'inputs' ? segments.length > 1 : segments.slice(0, -1).includes('schema');
}
