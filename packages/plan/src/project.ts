import { isObject, type Json } from '@omniroute/primitives';

/** Keeps the named paths of a value and drops the rest; lists are kept whole. `null` keeps all, no path keeps nothing. */
export function project(keep: readonly (readonly string[])[] | null, value: Json): Json {
  if (keep === null || !isObject(value) || keep.some((path) => path.length === 0)) return value;
  const below = new Map<string, (readonly string[])[]>();
  for (const [name, ...rest] of keep) {
    if (name !== undefined && Object.hasOwn(value, name)) below.set(name, [...(below.get(name) ?? []), rest]);
  }
  return Object.fromEntries([...below].map(([name, paths]) => [name, project(paths, value[name] ?? null)]));
}
