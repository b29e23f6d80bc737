import { canonicalJson, isObject, type Json } from '@omniroute/primitives';
import type { Element } from './read-value.ts';

/** Fields by which people name the elements of a list. */
const NAMES = ['id', 'name', 'variable'] as const;

/**
 * Which element of a list each wanted value is; `undefined` for new ones. Elements with names of their own are followed by
 * them; of others those that are equal, then those that stand in the same place.
 */
export function matchElements(elements: readonly Element[], wanted: readonly Json[]): (Element | undefined)[] {
  const now = elements.map((element) => element.value);
  const field = NAMES.find((name) => areNamed(now, name) && areNamed(wanted, name));
  const identity = field === undefined ? canonicalJson : (value: Json) => (value as Record<string, string>)[field];
  const known = new Map<unknown, Element[]>();
  for (const element of elements) {
    const name = identity(element.value);
    known.set(name, [...(known.get(name) ?? []), element]);
  }
  const matched = wanted.map((value) => known.get(identity(value))?.shift());
  if (field !== undefined) return matched;
  const used = new Set(matched);
  return matched.map((match, index) => {
    const here = elements[index];
    return match ?? (here === undefined || used.has(here) ? undefined : here);
  });
}

function areNamed(values: readonly Json[], field: string): boolean {
  const names = values.map((value) => (isObject(value) ? value[field] : undefined));
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}
