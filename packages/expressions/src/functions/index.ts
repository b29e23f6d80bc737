import { collections } from './collections.ts';
import { conversions } from './conversions.ts';
import type { FunctionDefinition } from './define.ts';
import { instants } from './instants.ts';
import { json } from './json.ts';
import { numbers } from './numbers.ts';
import { optionals } from './optionals.ts';
import { strings } from './strings.ts';

/** Every function of the language; the documentation is made from this table. */
export const FUNCTIONS: readonly FunctionDefinition[] = [
  ...strings,
  ...numbers,
  ...collections,
  ...json,
  ...instants,
  ...conversions,
  ...optionals,
];

const BY_NAME: Readonly<Record<string, readonly FunctionDefinition[]>> = Object.groupBy(
  FUNCTIONS,
  ({ style, name }) => `${style} ${name}`,
) as Record<string, FunctionDefinition[]>;

/** Overloads by name and style of call. */
export function overloads(style: FunctionDefinition['style'], name: string): readonly FunctionDefinition[] {
  const key = `${style} ${name}`;
  return Object.hasOwn(BY_NAME, key) ? (BY_NAME[key] ?? []) : [];
}

/** Prefixes that are part of a global function's name: `math.abs`. */
export const NAMESPACES: ReadonlySet<string> = new Set(
  FUNCTIONS.filter(({ style, name }) => style === 'global' && name.includes('.')).map(({ name }) =>
    name.slice(0, name.indexOf('.')),
  ),
);

/** Macros: calls that bind names and are no functions. */
export const MACROS: Readonly<Record<string, string>> = {
  has: 'has(x.y): whether the field is there.',
  all: 'list.all(i, condition): whether it holds for every item.',
  exists: 'list.exists(i, condition): whether it holds for one item.',
  exists_one: 'list.exists_one(i, condition): whether it holds for exactly one item.',
  filter: 'list.filter(i, condition): the items for which it holds.',
  map: 'list.map(i, value): a list of values, one for each item; with a condition between, only of those that meet it.',
  transformList: 'map.transformList(k, v, value): a list of values, one for each entry.',
  transformMap: 'map.transformMap(k, v, value): an object with the same keys and other values.',
  existsOne: 'list.existsOne(i, condition): the same as exists_one.',
  optMap: 'optional.optMap(x, value): a value made of it, if it is there.',
  optFlatMap: 'optional.optFlatMap(x, optional): the same, where the value may be absent too.',
  bind: 'cel.bind(name, value, expression): gives a value a name.',
};
