import { isObject, type Json } from '@omniroute/primitives';
import type { NoteMove } from './origin.ts';

interface ListField {
  readonly name: string;
  readonly required?: Json;
  readonly [keyword: string]: Json | undefined;
}

/** `[{ name, type, required }]` as a schema; a list of anything else is left as it is, to be refused. */
export function inputsForm(written: Json, moved: NoteMove): Json {
  if (!isListForm(written)) return written;
  return schemaOf(written, ['inputs'], ['inputs'], moved);
}

/** A list-form output takes the variable of its name, else null. */
export function outputsForm(written: Json, variables: Json | undefined, moved: NoteMove): Json {
  if (!isListForm(written)) return written;
  const declared = (Array.isArray(variables) ? variables : []).filter(isObject).map((variable) => variable.name);
  const value = written.map(({ name }) => [name, declared.includes(name) ? `\${ vars.${name} }` : null]);
  for (const [index, { name }] of written.entries()) moved(['outputs', 'value', name], ['outputs', index]);
  return { schema: schemaOf(written, ['outputs', 'schema'], ['outputs'], moved), value: Object.fromEntries(value) };
}

function schemaOf(
  fields: readonly ListField[],
  now: readonly string[],
  written: readonly string[],
  moved: NoteMove,
): Json {
  const properties = fields.map(({ name, required: _, ...schema }, index): [string, Json] => {
    moved([...now, 'properties', name], [...written, index]);
    return [name, schema as Json];
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.filter((field) => field.required === true).map((field) => field.name),
  };
}

function isListForm(written: Json): written is readonly (ListField & Json)[] {
  return (
    Array.isArray(written) &&
    written.every(
      (field) =>
        isObject(field) && typeof field.name === 'string' && ['undefined', 'boolean'].includes(typeof field.required),
    )
  );
}
