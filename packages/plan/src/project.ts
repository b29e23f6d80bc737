import { isObject, type Json } from '@omniroute/primitives';

/** Keeps the named paths of a value and drops the rest; lists are kept whole. `null` keeps all, no path keeps nothing. */
export function project(keep: readonly (readonly string[])[] | null, value: Json): Json {
  if (keep === null || !isObject(value) || keep.some((path) => path.length === 0)) return value;
  const kept: Record<string, Json> = {};
  for (const name of new Set(keep.map(([first]) => first as string))) {
    if (!Object.hasOwn(value, name)) continue;
    const below = keep.filter(([first]) => first === name).map((path) => path.slice(1));
    kept[name] = project(below, value[name] as Json);
  }
  return kept;
}
