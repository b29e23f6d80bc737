import { isObject, type Json } from '@omniroute/primitives';
import type { FieldModel, FormText } from '../forms/form-model.ts';

/** An input as the fields of its form show it. */
export function startText(fields: readonly FieldModel[], input: Json | undefined): FormText {
  const given = isObject(input) ? (input as Readonly<Record<string, Json>>) : {};
  return Object.fromEntries(
    fields.map(({ name, kind }) => {
      const value = given[name];
      if (value === undefined) return [name, ''];
      return [name, kind !== 'json' && typeof value === 'string' ? value : JSON.stringify(value, null, 2)];
    }),
  );
}
