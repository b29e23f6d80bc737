import { isObject } from '@omniroute/primitives';
import type { Random } from './random.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** What a value is to the writer of expressions; `null` for what it has no use for. */
export type Sort = 'whole' | 'number' | 'text' | 'flag' | 'wholes' | 'texts' | 'objects' | 'object';

export const SORTS: readonly Sort[] = ['whole', 'number', 'text', 'flag', 'wholes', 'texts', 'objects'];

const PLAIN: Readonly<Record<Exclude<Sort, 'objects' | 'object'>, Schema>> = {
  whole: { type: 'integer' },
  number: { type: 'number' },
  text: { type: 'string' },
  flag: { type: 'boolean' },
  wholes: { type: 'array', items: { type: 'integer' } },
  texts: { type: 'array', items: { type: 'string' } },
};

/** Every object of a list that this writer makes or reads has these. */
export const ENTRY: Schema = {
  type: 'object',
  required: ['n', 's'],
  properties: { n: { type: 'integer' }, s: { type: 'string' } },
};

/** The plainest schema of a sort. */
export function schemaOf(sort: Sort): Schema {
  if (sort === 'objects') return { type: 'array', items: ENTRY };
  return sort === 'object' ? ENTRY : PLAIN[sort];
}

/** What a schema's values are. */
export function sortOf(schema: unknown): Sort | null {
  if (!isObject(schema)) return null;
  switch (schema.type) {
    case 'integer':
      return 'whole';
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'boolean':
      return 'flag';
    case 'object':
      return 'object';
    case 'array': {
      const item = sortOf(schema.items);
      if (item === 'whole') return 'wholes';
      if (item === 'text') return 'texts';
      return item === 'object' && isEntry(schema.items) ? 'objects' : null;
    }
    default:
      return null;
  }
}

function isEntry(schema: unknown): boolean {
  if (!isObject(schema) || !Array.isArray(schema.required) || !isObject(schema.properties)) return false;
  const { n, s } = schema.properties;
  return (
    sortOf(n) === 'whole' && sortOf(s) === 'text' && schema.required.includes('n') && schema.required.includes('s')
  );
}

/** A schema as the answer of some other side might have it: required and optional fields, lists, nulls, choices. */
export function randomSchema(random: Random, depth = 2): Schema {
  const kinds: readonly (readonly [number, () => Schema])[] = [
    [4, () => ({ type: 'integer', ...(random.chance(0.3) ? { minimum: 0, maximum: 9 } : {}) })],
    [2, () => ({ type: 'number' })],
    [4, () => ({ type: 'string', ...(random.chance(0.3) ? { enum: ['a', 'b', 'c'] } : {}) })],
    [2, () => ({ type: 'boolean' })],
    [1, () => ({ type: ['string', 'null'] })],
    [1, () => ({ type: ['integer', 'null'] })],
    [1, () => ({ type: 'string', format: 'date-time' })],
    [1, () => ({ type: 'array', items: { type: 'integer' }, ...(random.chance(0.3) ? { minItems: 1 } : {}) })],
    [1, () => ({ type: 'array', items: { type: 'string' } })],
    [1, () => ({ type: 'array', items: ENTRY })],
    [1, () => ({ type: 'object', additionalProperties: { type: 'integer' } })],
    [1, () => ({ anyOf: [{ type: 'integer' }, { type: 'string' }] })],
  ];
  if (depth > 0) {
    const deeper = { kind: () => objectSchema(random, depth - 1) };
    return random.weighted([...kinds, [4, deeper.kind] as const])();
  }
  return random.weighted(kinds)();
}

/** An object with one to four fields, some of them optional. */
export function objectSchema(random: Random, depth = 1): Schema {
  const names = ['a', 'b', 'c', 'd'].slice(0, 1 + random.below(4));
  return {
    type: 'object',
    required: names.filter(() => random.chance(0.7)),
    properties: Object.fromEntries(names.map((name) => [name, randomSchema(random, depth)])),
    ...(random.chance(0.5) ? { additionalProperties: false } : {}),
  };
}
