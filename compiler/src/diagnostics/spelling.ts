import { edgeId, type Operation, type Service } from '@omniroute/dsl';
import type { Diagnostic } from '@omniroute/errors';
import { getPointer, type Json, parsePointer, setPointer } from '@omniroute/primitives';

/** Codes of names that refer to nothing and values that are not among the choices: what stands at the pointer is replaced. */
const WHOLE_VALUES: readonly string[] = ['OR1006', 'OR2005', 'OR2006', 'OR2007', 'OR2008', 'OR6001'];

/** Gives a fault with a near miss the operations that write what was probably meant. */
export function withSpellingFix(finding: Diagnostic, service: Service): Diagnostic {
  const { did_you_mean: meant, severity } = finding;
  if (meant === undefined || severity !== 'error') return finding;
  const fix = operations(finding, meant, service);
  return fix === null ? finding : { ...finding, fix };
}

function operations(finding: Diagnostic, meant: string, service: Service): readonly Operation[] | null {
  const { code, pointer, span } = finding;
  if (code === 'OR1003') return renamed(service, pointer, meant);
  if (code === 'OR2001' || code === 'OR2002' || code === 'OR2003') return redrawn(service, pointer, meant);
  if (WHOLE_VALUES.includes(code)) return written(service, pointer, meant);
  const text = getPointer(service, pointer);
  if (span === undefined || typeof text !== 'string') return null;
  const name = /[A-Za-z_][A-Za-z0-9_]*$/.exec(text.slice(...span));
  if (name === null) return null;
  const [from, to] = span;
  return written(service, pointer, `${text.slice(0, from + name.index)}${meant}${text.slice(to)}`);
}

/** A field under another name, in a step. */
function renamed(service: Service, pointer: string, meant: string): readonly Operation[] | null {
  const right = `${pointer.slice(0, pointer.lastIndexOf('/'))}/${meant}`;
  const value = getPointer(service, pointer) as Json | undefined;
  const [, list, index] = pointer.split('/');
  const node = list === 'nodes' ? service.nodes[Number(index)] : undefined;
  if (node === undefined || value === undefined || getPointer(service, right) !== undefined) return null;
  const inside = (place: string) => place.slice(`/nodes/${index}`.length);
  return [
    { op: 'update_node', id: node.id, pointer: inside(pointer) },
    { op: 'update_node', id: node.id, pointer: inside(right), value },
  ];
}

/** A connection to, from or by what was meant, at its place in the list. */
function redrawn(service: Service, pointer: string, meant: string): readonly Operation[] | null {
  const [, index, field] = parsePointer(pointer);
  const edge = service.edges[Number(index)];
  if (edge === undefined) return null;
  const right = { ...edge, [field ?? 'source_handle']: meant };
  if (service.edges.some((each) => edgeId(each) === edgeId(right))) return null;
  return [
    { op: 'disconnect', edge: edgeId(edge) },
    { op: 'connect', edge: right, index: Number(index) },
  ];
}

/** Another value at a place of a step, a trigger, or the service itself. */
function written(service: Service, pointer: string, value: string): readonly Operation[] | null {
  const [list, index, ...inside] = parsePointer(pointer);
  if (list === 'nodes' && inside.length > 0) {
    const node = service.nodes[Number(index)];
    return node === undefined
      ? null
      : [{ op: 'update_node', id: node.id, pointer: pointer.slice(`/nodes/${index}`.length), value }];
  }
  const changed = setPointer(service, pointer, value) as Service;
  if (list === 'triggers' || list === 'variables') {
    const item = changed[list]?.[Number(index)];
    return item === undefined ? null : [{ op: 'put', collection: list, item: item as Json }];
  }
  if (list === 'category' || list === 'outputs' || list === 'business_keys')
    return [{ op: 'set_service', field: list, value: changed[list] as Json }];
  return null;
}
