import { Edge, Node, Note, Service, Trigger, triggers } from '@omniroute/dsl';
import type { GraphView } from '@omniroute/shared-doc';
import type { Kinds } from '../commands/editor.ts';
import { kindOf } from '../commands/edits/ports.ts';
import { type FieldSchema, groupsOf, wordsOf } from './schema.ts';
import type { Subject } from './subject.ts';

/** Fields that are shown together. */
export interface Section {
  /** `null`: what everybody sets; others are folded away until they are opened or hold something. */
  readonly group: string | null;
  readonly fields: readonly {
    readonly path: string;
    readonly schema: FieldSchema;
    readonly label: string;
    readonly isRequired: boolean;
  }[];
}

/** The sections of a subject: the kind's own first, then what every step has. */
export function sectionsOf(view: GraphView, kinds: Kinds, subject: Subject): readonly Section[] {
  switch (subject.is) {
    case 'node': {
      const node = view.nodes.get(subject.id);
      const config = kindOf(kinds, node?.type ?? '')?.config as FieldSchema | undefined;
      return [...inside(config, '/config'), own('step', Node, ['retry_policy', 'timeout', 'on_error', 'disabled'])];
    }
    case 'trigger': {
      const type = view.service.triggers?.find(({ id }) => id === subject.id)?.type ?? '';
      const config = Object.hasOwn(triggers, type) ? triggers[type as keyof typeof triggers].config : undefined;
      return [...inside(config as FieldSchema | undefined, '/config'), own('step', Trigger, ['input', 'when'])];
    }
    case 'note':
      return [own(null, Note, ['text'], { text: { type: 'string', 'x-literal': true, 'x-ui': { multiline: true } } })];
    case 'edge':
      return [own(null, Edge, ['label', 'on', 'loop'])];
    case 'service':
      return [
        own(null, Service, ['name', 'description', 'category', 'inputs', 'outputs']),
        own('advanced', Service, ['timeout', 'error_policy', 'business_keys']),
      ];
    case 'many':
      return [];
  }
}

function inside(schema: FieldSchema | undefined, at: string): Section[] {
  if (schema === undefined) return [];
  return groupsOf(schema).map(({ group, fields }) => ({
    group,
    fields: fields.map(({ name, schema: each, isRequired }) => ({
      path: `${at}/${name}`,
      schema: each,
      label: each.title ?? wordsOf(name),
      isRequired,
    })),
  }));
}

function own(
  group: string | null,
  schema: object,
  names: readonly string[],
  instead: Readonly<Record<string, FieldSchema>> = {},
): Section {
  const { properties = {}, required = [] } = schema as FieldSchema;
  return {
    group,
    fields: names.map((name) => ({
      path: `/${name}`,
      schema: instead[name] ?? properties[name] ?? {},
      label: wordsOf(name),
      isRequired: required.includes(name),
    })),
  };
}
