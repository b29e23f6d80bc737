import { sampleOf, validate } from '@omniroute/plan';
import { isObject, type Json } from '@omniroute/primitives';
import type { Random } from './random.ts';

const TEXTS = ['', 'a', 'b', 'c', 'ok', 'Ä€𝄞', 'longer text'];
const NUMBERS = [0, 1, 2, 3, 7, -1, 100];

/** A random value that fits a schema. */
export function fitting(schema: unknown, random: Random): Json {
  const value = made(schema, random, 0);
  return validate(schema, value).ok ? value : sampleOf(schema);
}

/** A value that does not fit a schema, if there is one among a few. */
export function misfitting(schema: unknown, random: Random): Json | undefined {
  const wrong = ([null, 'x', 17, true, [], {}, { a: null }] as Json[]).filter((value) => !validate(schema, value).ok);
  return wrong.length === 0 ? undefined : random.pick(wrong);
}

function made(schema: unknown, random: Random, depth: number): Json {
  if (!isObject(schema)) return random.pick<Json>([null, 1, 'x', { a: 1 }]);
  if (Object.hasOwn(schema, 'const')) return schema.const as Json;
  if (Array.isArray(schema.enum)) return random.pick(schema.enum as readonly Json[]);
  for (const choices of [schema.anyOf, schema.oneOf])
    if (Array.isArray(choices)) return made(random.pick(choices), random, depth + 1);
  const type = Array.isArray(schema.type) ? random.pick(schema.type) : schema.type;
  switch (type) {
    case 'string':
      return text(schema, random);
    case 'integer':
    case 'number':
      return number(schema, random, type === 'integer');
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    case 'array': {
      const least = typeof schema.minItems === 'number' ? schema.minItems : 0;
      return Array.from({ length: least + random.below(4) }, () => made(schema.items, random, depth + 1));
    }
    case 'object':
      return object(schema, random, depth);
    default:
      return random.pick<Json>([null, 1, 'x', [1], { a: 1 }]);
  }
}

function text({ format, minLength }: Readonly<Record<string, unknown>>, random: Random): string {
  if (format === 'date-time') return random.pick(['2026-01-01T00:00:00Z', '2026-06-30T12:30:00.5+02:00']);
  if (format !== undefined) return String(sampleOf({ type: 'string', format }));
  const length = typeof minLength === 'number' ? minLength : 0;
  return random.pick(TEXTS).padEnd(length, 'x');
}

function number({ minimum, maximum }: Readonly<Record<string, unknown>>, random: Random, whole: boolean): number {
  const [least, most] = [minimum, maximum].map((bound) => (typeof bound === 'number' ? bound : null));
  const value = whole || random.chance(0.5) ? random.pick(NUMBERS) : random.pick(NUMBERS) + 0.5;
  return Math.min(Math.max(value, least ?? value), most ?? Number.POSITIVE_INFINITY);
}

function object(schema: Readonly<Record<string, unknown>>, random: Random, depth: number): Json {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const fields = Object.entries(properties).flatMap(([name, property]) =>
    required.includes(name) || random.chance(0.6) ? [[name, made(property, random, depth + 1)] as const] : [],
  );
  const { additionalProperties: rest } = schema;
  const more = isObject(rest) && depth < 4 ? ['x', 'y'].filter(() => random.chance(0.5)) : [];
  return Object.fromEntries([...fields, ...more.map((name) => [name, made(rest, random, depth + 1)] as const)]);
}
