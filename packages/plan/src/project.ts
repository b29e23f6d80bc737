import { canonicalJson, isObject, type Json } from '@omniroute/primitives';
import type { Keep } from './ops.ts';

/** The parts of a value that are kept. The value itself where nothing is cut; applying it again changes nothing. */
export function project(keep: Keep, value: Json): Json {
  if (keep === null) return value;
  if (Array.isArray(value)) return items(keep, value);
  if (!isObject(value)) return value;
  let cut = false;
  const kept: [string, Json][] = [];
  for (const [name, part] of Object.entries(value)) {
    const of = keepOf(keep, name);
    const made = of === undefined ? undefined : project(of, part);
    cut ||= made !== part;
    if (made !== undefined) kept.push([name, made]);
  }
  return cut ? Object.fromEntries(kept) : value;
}

/** How many characters of canonical JSON a cut has saved. */
export function cutBytes(whole: Json, kept: Json): number {
  return whole === kept ? 0 : canonicalJson(whole).length - canonicalJson(kept).length;
}

function items({ each }: NonNullable<Keep>, list: readonly Json[]): Json {
  if (each === undefined) return list.length === 0 ? (list as Json[]) : [];
  const kept = list.map((item) => project(each, item));
  return kept.some((item, index) => item !== list[index]) ? kept : (list as Json[]);
}

function keepOf({ fields, each }: NonNullable<Keep>, name: string): Keep | undefined {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : each;
}
