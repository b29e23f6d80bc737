const WAYS = ['delete', 'null', 'number', 'text', 'list', 'swap'] as const;
const MOST_CHANGES = 3;

/** A copy of a document with one to three random changes: parts taken out, replaced, or put in the place of others. */
export function mutated(document: unknown, random: () => number): unknown {
  const places = pointers(document);
  const copy = structuredClone(document);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  for (let left = 1 + Math.floor(random() * MOST_CHANGES); left > 0; left -= 1)
    change(copy, pick(places), pick(WAYS), valueAt(document, pick(places)));
  return copy;
}

function pointers(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, member]) => pointers(member, [...path, key]))];
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function change(document: unknown, path: readonly string[], way: (typeof WAYS)[number], other: unknown): void {
  const parent = valueAt(document, path.slice(0, -1));
  const key = path.at(-1) as string;
  // An earlier change may have taken it out.
  if (typeof parent !== 'object' || parent === null) return;
  if (way === 'delete' && Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (way === 'delete') delete (parent as Record<string, unknown>)[key];
  else
    (parent as Record<string, unknown>)[key] = {
      null: null,
      number: 42,
      text: 'x',
      list: [],
      swap: structuredClone(other),
    }[way];
}
