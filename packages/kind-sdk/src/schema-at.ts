import type { JsonSchema } from '@omniroute/dsl';
import { isObject } from '@omniroute/primitives';

/**
 * A schema as a part of another: its local references, which begin at its own root, are led to where it will stand.
 *
 * @param pointer where the schema will stand, as `/properties/body`
 */
export function schemaAt(schema: JsonSchema, pointer: string): JsonSchema {
  return moved(schema, pointer) as JsonSchema;
}

function moved(part: unknown, pointer: string): unknown {
  if (Array.isArray(part)) return part.map((item) => moved(item, pointer));
  if (!isObject(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([keyword, value]) => {
      // Data is not schema: what looks like a reference in it is none.
      if (keyword === 'const' || keyword === 'enum' || keyword === 'default' || keyword === 'examples')
        return [keyword, value];
      if (keyword === '$ref' && typeof value === 'string' && value.startsWith('#'))
        return [keyword, `#${pointer}${value.slice(1)}`];
      return [keyword, moved(value, pointer)];
    }),
  );
}
