import { diagnostic, err } from '@omniroute/errors';
import { formatPointer, getPointer, type Json, parsePointer, setPointer } from '@omniroute/primitives';
import type { Node, Service } from '../document/service.ts';
import type { Operation, OperationOf } from './operation.ts';
import { changed, missing, type Outcome } from './outcome.ts';

/** Goes on with the node of an id, or says that there is none. */
export function onNode(service: Service, id: string, then: (node: Node, index: number) => Outcome): Outcome {
  const index = service.nodes.findIndex((node) => node.id === id);
  const node = service.nodes[index];
  if (node !== undefined) return then(node, index);
  return missing(
    'step',
    id,
    service.nodes.map((each) => each.id),
  );
}

/** Sets or removes the value at a pointer inside a node. */
export function changeNode(service: Service, id: string, pointer: string, value: Json | undefined): Outcome {
  return onNode(service, id, (node, index) => {
    const segments = parsePointer(pointer);
    if (segments.length === 0 || segments[0] === 'id')
      return err(
        diagnostic('OR1012', { pointer: `/nodes/${index}/id`, node_id: id, facts: { where: 'The id of a step' } }),
      );
    const wrong = noPlace(node, segments, value === undefined);
    if (wrong !== null) return missing('place', wrong, []);
    const next = setPointer(node, pointer, value) as Node;
    const restored = restoredFrom(node, segments, value === undefined);
    const before = getPointer(node, restored) as Json | undefined;
    const inverse: Operation = {
      op: 'update_node',
      id,
      pointer: restored,
      ...(before === undefined ? {} : { value: before }),
    };
    return changed({ ...service, nodes: service.nodes.with(index, next) }, inverse);
  });
}

export function setCompensation(service: Service, operation: OperationOf<'set_compensation'>): Outcome {
  return onNode(service, operation.id, (node, index) => {
    const { compensate_with: before, compensate_on: beforeOn, ...rest } = node;
    const pair = {
      ...(operation.with === null ? {} : { compensate_with: operation.with }),
      ...(operation.on === undefined ? {} : { compensate_on: operation.on }),
    };
    const inverse: Operation = {
      op: 'set_compensation',
      id: node.id,
      with: before ?? null,
      ...(beforeOn === undefined ? {} : { on: beforeOn }),
    };
    return changed({ ...service, nodes: service.nodes.with(index, { ...rest, ...pair } as Node) }, inverse);
  });
}

/** The pointer of the first segment that names no place of a list, or of nothing to remove; `null` if all is well. */
function noPlace(node: Node, segments: readonly string[], removes: boolean): string | null {
  let value: unknown = node;
  for (const [depth, segment] of segments.entries()) {
    const here = formatPointer(segments.slice(0, depth + 1));
    if (Array.isArray(value)) {
      const at = segment === '-' ? value.length : Number(segment);
      if (String(at) !== segment && segment !== '-') return here;
      if (at > value.length || (removes && at === value.length)) return here;
      value = value[at];
    } else value = isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  }
  return null;
}

/**
 * The pointer that takes a change back with one write: the changed place itself; a list that gets another length as a
 * whole; the first place that had to be made on the way, or that was no object.
 */
function restoredFrom(node: Node, segments: readonly string[], removes: boolean): string {
  let value: unknown = node;
  for (const [depth, segment] of segments.entries()) {
    const here = formatPointer(segments.slice(0, depth));
    const last = depth === segments.length - 1;
    if (Array.isArray(value)) {
      if (Number(segment) < value.length && !(last && removes)) value = value[Number(segment)];
      else return here;
    } else if (!isRecord(value)) return here;
    else if (!Object.hasOwn(value, segment)) return formatPointer(segments.slice(0, depth + 1));
    else value = value[segment];
  }
  return formatPointer(segments);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
