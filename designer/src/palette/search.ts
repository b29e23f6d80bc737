import type { KindDefinition } from '@omniroute/kind-sdk';

/** Something that can be searched, with words of less weight. */
export interface Entry {
  readonly title: string;
  readonly words: string;
}

/** How well a text is found: lower is better, `null` not at all. Every word of the query must be there. */
export function rank({ title, words }: Entry, query: string): number | null {
  const name = title.toLowerCase();
  const all = `${name} ${words.toLowerCase()}`;
  let sum = 0;
  for (const part of query
    .toLowerCase()
    .split(/\s+/)
    .filter((each) => each !== '')) {
    if (name.startsWith(part)) sum += 0;
    else if (name.includes(` ${part}`)) sum += 1;
    else if (name.includes(part)) sum += 2;
    else if (all.includes(part)) sum += 4;
    else return null;
  }
  return sum;
}

/** What is found, the best first, else in the order given. */
export function found<T>(items: readonly T[], entryOf: (item: T) => Entry, query: string): readonly T[] {
  return items
    .flatMap((item) => {
      const cost = rank(entryOf(item), query);
      return cost === null ? [] : [{ item, cost }];
    })
    .sort((a, b) => a.cost - b.cost)
    .map(({ item }) => item);
}

/** A kind as it is searched. */
export function kindEntry({ title, help, type, category }: KindDefinition): Entry {
  return { title, words: `${type.replaceAll('_', ' ')} ${category} ${help}` };
}
