import { type Edge, type Operation, SERVICE_FIELDS, type ServiceField } from '@omniroute/dsl';
import { isObject, type Json, parsePointer, setPointer } from '@omniroute/primitives';
import type { GraphView } from '@omniroute/shared-doc';
import type { UiState } from '../store/ui-state.ts';

/** What is edited. */
export type Subject =
  | { readonly is: 'node' | 'trigger' | 'note' | 'edge'; readonly id: string }
  | { readonly is: 'service' }
  /** Several at once: there are commands for them, but no fields. */
  | { readonly is: 'many'; readonly count: number };

/** What the selection makes the subject. */
export function subjectOf(
  view: GraphView,
  { selected, selectedEdges }: Pick<UiState, 'selected' | 'selectedEdges'>,
): Subject {
  const count = selected.size + selectedEdges.size;
  if (count > 1) return { is: 'many', count };
  const [edge] = selectedEdges;
  if (edge !== undefined) return { is: 'edge', id: edge };
  const [id] = selected;
  if (id === undefined) return { is: 'service' };
  if (view.nodes.has(id)) return { is: 'node', id };
  const isTrigger = view.service.triggers?.some((each) => each.id === id) === true;
  return { is: isTrigger ? 'trigger' : 'note', id };
}

/** The subject as the document has it; the same object as long as it says the same. */
export function subjectValue(view: GraphView, subject: Subject): object | undefined {
  switch (subject.is) {
    case 'node':
      return view.nodes.get(subject.id);
    case 'edge':
      return view.edges.get(subject.id);
    case 'trigger':
      return view.service.triggers?.find(({ id }) => id === subject.id);
    case 'note':
      return view.service.notes?.find(({ id }) => id === subject.id);
    case 'service':
      return view.service;
    case 'many':
      return undefined;
  }
}

/** The operations that set a field of the subject, or remove it. */
export function setIn(
  view: GraphView,
  subject: Subject,
  pointer: string,
  value: Json | undefined,
): readonly Operation[] {
  const present = value === undefined ? {} : { value };
  const before = subjectValue(view, subject);
  if (before === undefined) return [];
  const [field = '', ...deeper] = parsePointer(pointer);
  switch (subject.is) {
    case 'node':
      if (pointer === '/name')
        return [{ op: 'set_name', id: subject.id, name: typeof value === 'string' && value !== '' ? value : null }];
      return [{ op: 'update_node', id: subject.id, pointer, ...present }];
    case 'trigger':
    case 'note': {
      const item = setPointer(before, pointer, value) as { readonly [key: string]: Json };
      return [{ op: 'put', collection: subject.is === 'trigger' ? 'triggers' : 'notes', item }];
    }
    case 'edge': {
      const { label, on, loop } = setPointer(before, pointer, value) as Edge;
      const marks = {
        ...(label === undefined || label === '' ? {} : { label }),
        ...(on === undefined ? {} : { on }),
        ...(loop === undefined ? {} : { loop }),
      };
      return [{ op: 'set_edge', edge: subject.id, ...marks }];
    }
    case 'service': {
      if (!SERVICE_FIELDS.includes(field as ServiceField)) return [];
      const whole =
        deeper.length === 0 ? value : (setPointer(before, pointer, value) as { [key: string]: Json })[field];
      return [{ op: 'set_service', field: field as ServiceField, ...(whole === undefined ? {} : { value: whole }) }];
    }
    case 'many':
      return [];
  }
}

/** A value inside another, by its pointer; nothing where the way to it is not there. */
export function at(value: unknown, pointer: string): Json | undefined {
  let here: unknown = value;
  for (const segment of parsePointer(pointer)) {
    if (Array.isArray(here)) here = here[Number(segment)];
    else if (isObject(here) && Object.hasOwn(here, segment)) here = here[segment];
    else return undefined;
  }
  return here as Json | undefined;
}
