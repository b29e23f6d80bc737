import { isObject, type Json } from '@omniroute/primitives';

const FORMAT_SAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z', date: '2026-01-01', duration: 'PT0S', email: 'a@example.com', uri: 'https://example.com', uuid: '00000000-0000-4000-8000-000000000000',
};

/** The smallest value that fits a schema: what a node without a mock answers. Patterns are not searched for. */
export function sampleOf(schema: unknown, root: unknown = schema, depth = 0): Json {
  if (!isObject(schema) || depth > 16) return null;
  if (Object.hasOwn(schema, 'const')) return schema['const'] as Json;
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? null;
  const branches = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(branches)) return sampleOf(branches[0], root, depth + 1);
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const found = reference.slice(2).split('/').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), root);
    return sampleOf(found, root, depth + 1);
  }
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  switch (type) {
    case 'string':
      return FORMAT_SAMPLES[String(schema['format'])] ?? 'x'.repeat(typeof schema['minLength'] === 'number' ? schema['minLength'] : 0);
    case 'integer':
    case 'number':
      return numberSample(schema);
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: typeof schema['minItems'] === 'number' ? schema['minItems'] : 0 }, () => sampleOf(schema['items'], root, depth + 1));
    case 'object': {
      const properties = isObject(schema['properties']) ? schema['properties'] : {};
      const required = Array.isArray(schema['required']) ? schema['required'].filter((name): name is string => typeof name === 'string') : [];
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name], root, depth + 1)]));
    }
    default:
      return null;
  }
}

function numberSample(schema: { readonly [keyword: string]: Json }): number {
  if (typeof schema['minimum'] === 'number') return schema['minimum'];
  if (typeof schema['exclusiveMinimum'] === 'number') return schema['exclusiveMinimum'] + 1;
  if (typeof schema['maximum'] === 'number') return Math.min(0, schema['maximum']);
  return 0;
}
