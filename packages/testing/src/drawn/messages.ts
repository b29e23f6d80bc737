import { isObject } from '@omniroute/primitives';
import type { Drawing } from './drawing.ts';
import { fitting } from './replies.ts';
import { objectSchema, type Schema, sortOf } from './schemas.ts';

/** A message that is declared, or a new one. */
export function messageFor(drawing: Drawing): { readonly name: string; readonly schema: Schema } {
  const { messages, random } = drawing;
  const known = messages.length > 0 && random.chance(0.6) ? random.pick(messages) : undefined;
  if (known !== undefined) return known;
  const made = { name: `m${messages.length}.came`, schema: objectSchema(random) };
  messages.push(made);
  return made;
}

/** A value for a schema with expressions in it, where there is something to write for them. */
export function worked(drawing: Drawing, schema: unknown): unknown {
  if (!isObject(schema)) return null;
  if (schema.type === 'object' && isObject(schema.properties))
    return Object.fromEntries(Object.entries(schema.properties).map(([name, part]) => [name, worked(drawing, part)]));
  const sort = sortOf(schema);
  const bounded = schema.enum !== undefined || schema.format !== undefined || sort === 'object';
  return sort === null || bounded ? fitting(schema, drawing.random) : drawing.hole(sort);
}
