import { isObject, type Json } from '../src/lib/json.ts';
import type { Schema } from '../src/lib/schema.ts';

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  duration: 'PT0S',
  email: 'a@example.com',
  uri: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** The smallest value that fits a schema: what a step without a script answers. */
export function sampleOf(schema: Schema | undefined, depth = 0): Json {
  if (!isObject(schema) || depth > 16) return null;
  if ('const' in schema) return schema.const as Json;
  if (Array.isArray(schema.enum)) return (schema.enum[0] ?? null) as Json;
  for (const forms of [schema.oneOf, schema.anyOf])
    if (Array.isArray(forms)) return sampleOf(forms[0] as Schema, depth + 1);
  const type = Array.isArray(schema.type) ? (schema.type.includes('null') ? 'null' : schema.type[0]) : schema.type;
  switch (type) {
    case 'string':
      return FORMATS[String(schema.format)] ?? 'x'.repeat(Number(schema.minLength ?? 0));
    case 'integer':
    case 'number':
      return Math.max(0, Number(schema.minimum ?? 0), Number(schema.exclusiveMinimum ?? -1) + 1);
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => sampleOf(schema.items as Schema, depth + 1));
    case 'object': {
      const { properties, required } = schema;
      const names = Array.isArray(required) ? required.map(String) : [];
      const parts = isObject(properties) ? properties : {};
      return Object.fromEntries(names.map((name) => [name, sampleOf(parts[name] as Schema, depth + 1)]));
    }
    default:
      return null;
  }
}
