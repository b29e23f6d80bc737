type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether two inputs of a pure function give the same result: the same object, or plain data written alike. The order of
 * names counts, since findings, holes and names in messages follow it.
 */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && sameItems(a, b);
  return isPlain(a) && isPlain(b) && sameFields(a, b);
}

// Loops instead of `every`: every version of a service asks some thousand times.
function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (!sameData(a[index], b[index])) return false;
  return true;
}

function sameFields(a: Fields, b: Fields): boolean {
  const names = Object.keys(a);
  const others = Object.keys(b);
  if (names.length !== others.length) return false;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] as string;
    if (name !== others[index] || !sameData(a[name], b[name])) return false;
  }
  return true;
}

/** Maps, sets and instances have more in them than their names tell: only the same one is the same. */
function isPlain(value: object): value is Fields {
  const made = Object.getPrototypeOf(value);
  return made === Object.prototype || made === null;
}
