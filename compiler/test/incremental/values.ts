import type { Service } from '@omniroute/dsl';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import type { Seeded } from './seeded.ts';

/** Texts of expressions about what a service has, and about what it has not. */
export function expressionOf(random: Seeded, { nodes, variables = [] }: Service): string {
  const node = random.one(nodes)?.id ?? 'nirvana';
  const variable = random.one(variables)?.name ?? 'nothing';
  const texts = [
    `nodes.${node}`,
    `nodes.?${node}.orValue(null)`,
    `nodes.${node}.value + 1`,
    `has(nodes.${node}.value) ? nodes.${node}.value : 0`,
    `vars.${variable}`,
    `vars.${variable} + 1`,
    'input',
    'input.amount > 10',
    'item',
    'index + 1',
    'error.code',
    `callback.${node}.url`,
    'event.data',
    'now()',
    '1 +',
    'nodes.nirvana',
    'true',
    '"text"',
  ];
  return `\${ ${random.one(texts)} }`;
}

/** A value of any sort. */
export function randomValue(random: Seeded, service: Service): Json {
  const text = expressionOf(random, service);
  const values: readonly Json[] = [
    text,
    text,
    text,
    `Text with ${text}`,
    'text',
    'PT5S',
    'PT200H',
    random.below(5),
    2.5,
    true,
    null,
    [text],
    [],
    { value: text },
    {},
  ];
  return random.one(values) as Json;
}

/** Pointers to everything in a value, the whole left out. */
export function placesIn(value: unknown, at: readonly string[] = []): readonly string[] {
  const own = at.length === 0 ? [] : [formatPointer(at)];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, index) => placesIn(item, [...at, String(index)]))];
  if (!isObject(value)) return own;
  return [...own, ...Object.entries(value).flatMap(([name, item]) => placesIn(item, [...at, name]))];
}
