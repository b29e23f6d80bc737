import { isObject, type Json, parsePointer } from '@omniroute/primitives';

const FORMAT_SAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  duration: 'PT0S',
  email: 'a@example.com',
  uri: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
};
const MAX_DEPTH = 16;

type Schema = { readonly [keyword: string]: Json };

/** The smallest value that fits a schema: what a node without a mock answers. Patterns are not searched for. */
export function sampleOf(schema: unknown): Json {
  return sample(schema, schema, 0);
}

function sample(schema: unknown, root: unknown, depth: number): Json {
  if (!isObject(schema) || depth > MAX_DEPTH) return null;
  if (Object.hasOwn(schema, 'const')) return schema.const ?? null;
  if (Array.isArray(schema.enum)) return (schema.enum as readonly Json[])[0] ?? null;
  const [first] = [schema.oneOf, schema.anyOf].flatMap((branches) => (Array.isArray(branches) ? branches : []));
  if (first !== undefined) return sample(first, root, depth + 1);
  if (typeof schema.$ref === 'string') return sample(targetOf(schema.$ref, root), root, depth + 1);
  const type = Array.isArray(schema.type) ? (schema.type.includes('null') ? 'null' : schema.type[0]) : schema.type;
  switch (type) {
    case 'string':
      return FORMAT_SAMPLES[String(schema.format)] ?? 'x'.repeat(numberAt(schema, 'minLength') ?? 0);
    case 'integer':
    case 'number':
      return numberSample(schema, type === 'integer');
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: numberAt(schema, 'minItems') ?? 0 }, () => sample(schema.items, root, depth + 1));
    case 'object':
      return objectSample(schema, root, depth);
    default:
      return null;
  }
}

function objectSample(schema: Schema, root: unknown, depth: number): Json {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return Object.fromEntries(required.map((name) => [name, sample(properties[name], root, depth + 1)]));
}

/** The number nearest to zero within the bounds, on a multiple where one is asked for. */
function numberSample(schema: Schema, whole: boolean): number {
  const multiple = numberAt(schema, 'multipleOf');
  const step = multiple ?? (whole ? 1 : null);
  const exclusive = (name: string, direction: 1 | -1): number | null => {
    const bound = numberAt(schema, name);
    return bound === null ? null : bound + direction * (step ?? Math.max(Math.abs(bound), 1) * 1e-6);
  };
  const least = largest([numberAt(schema, 'minimum'), exclusive('exclusiveMinimum', 1)]);
  const most = largest(
    [numberAt(schema, 'maximum'), exclusive('exclusiveMaximum', -1)].map((bound) => (bound === null ? null : -bound)),
  );
  const near = Math.min(Math.max(0, least), -most);
  if (step === null) return near;
  return (near > 0 ? Math.ceil(near / step - 1e-9) : Math.floor(near / step + 1e-9)) * step + 0;
}

function largest(bounds: readonly (number | null)[]): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...bounds.filter((bound) => bound !== null));
}

function numberAt(schema: Schema, keyword: string): number | null {
  const value = schema[keyword];
  return typeof value === 'number' ? value : null;
}

function targetOf(reference: string, root: unknown): unknown {
  return parsePointer(reference.slice(1)).reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    root,
  );
}
