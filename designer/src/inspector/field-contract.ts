import type { Operation } from '@omniroute/dsl';
import type { Json } from '@omniroute/primitives';
import type { ComponentType, ReactNode } from 'react';
import type { Finding } from '../problems/protocol.ts';
import { type FieldSchema, typeOf } from './schema.ts';
import type { Subject } from './subject.ts';

/** What every field is given, the plain ones and those that others add. */
export interface FieldProps {
  readonly subject: Subject;
  /** The setting's JSON Schema with its hints. */
  readonly schema: FieldSchema;
  readonly value: Json | undefined;
  /** Pointer into the subject, as `/config/url`. */
  readonly path: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly readOnly: boolean;
  /** What the compiler found at this field or inside it. */
  readonly findings: readonly Finding[];
  readonly onOperations: (operations: readonly Operation[]) => void;
  /** Sets the value at this field; `undefined` removes it. Made of `onOperations`. */
  readonly set: (value: Json | undefined) => void;
  /** The switch between literal and expression, for widgets that show it beside their words. */
  readonly aside: ReactNode;
  /** A field inside this one, drawn by the inspector; given, so that widgets import no inspector. */
  readonly Field: ComponentType<InnerField>;
}

/** A field inside another. */
export interface InnerField {
  readonly schema: FieldSchema;
  readonly path: string;
  readonly label: string;
  readonly isRequired?: boolean;
}

export type Widget = ComponentType<FieldProps>;

/** Widgets by name: of `x-ui.widget`, of `x-ui.role`, or of a shape (`string`, `object`, `json` …). */
export type Widgets = Readonly<Record<string, Widget>>;

/** Name of the widget of a setting: what its hints name if there is one of that name, else what its shape needs. */
export function widgetName(schema: FieldSchema, known: Widgets): string {
  const { widget, role, multiline } = schema['x-ui'] ?? {};
  for (const name of [widget, role]) if (name !== undefined && Object.hasOwn(known, name)) return name;
  if (schema['x-schema'] === true) return 'json';
  if (schema.enum !== undefined) return 'enum';
  const type = typeOf(schema);
  if (type === 'string') return multiline === true ? 'multiline' : 'string';
  if (type === 'number' || type === 'integer') return 'number';
  if (type === 'boolean' || type === 'array') return type;
  if (type === 'object') return schema.properties === undefined ? 'map' : 'object';
  return 'json';
}
