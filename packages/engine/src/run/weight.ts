/** What a name, a number or a mark is reckoned to take. */
const SMALL = 8;

/**
 * About how many bytes of JSON a value takes, reckoned without writing it. What is in `seen` already counts as nothing: the
 * same list stands in two places of a state, and is carried once.
 */
export function weightOf(value: unknown, seen?: Set<object>): number {
  if (typeof value === 'string') return weightOfText(value);
  if (typeof value !== 'object' || value === null) return SMALL;
  if (seen !== undefined) {
    if (seen.has(value)) return 0;
    seen.add(value);
  }
  let weight = 2;
  if (Array.isArray(value)) {
    for (const item of value) weight += weightOf(item, seen) + 1;
    return weight;
  }
  for (const [name, part] of Object.entries(value)) weight += name.length + 4 + weightOf(part, seen);
  return weight;
}

function weightOfText(text: string): number {
  let weight = text.length + 2;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 127) weight += 2;
  return weight;
}
