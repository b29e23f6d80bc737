import { compileTemplate, isTemplate } from '@omniroute/expressions';
import type { Mapping, PlanExpr } from '@omniroute/plan';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import type { Interner } from './interner.ts';

/** Fuel of one evaluation: generous for what people write, far from what could stall a worker. */
const FUEL = 50_000;

/** The compiled expression of a config string. Equal strings at different places stay apart: errors name their place. */
export function addExpr(exprs: Interner<PlanExpr>, text: string, at: string): number {
  return exprs.add({ code: compileTemplate(text), src: text, at, fuel: FUEL }, `${at} ${text}`);
}

/** A value whose templates are holes. `at` is its pointer in the document. */
export function toMapping(exprs: Interner<PlanExpr>, value: unknown, at: string): Mapping {
  const holes: [string, number][] = [];
  const walk = (part: unknown, place: string): Json => {
    if (typeof part === 'string' && (isTemplate(part) || part.includes('$${'))) {
      holes.push([place, addExpr(exprs, part, `${at}${place}`)]);
      return null;
    }
    if (Array.isArray(part)) return part.map((item, index) => walk(item, `${place}${formatPointer([index])}`));
    if (!isObject(part)) return (part ?? null) as Json;
    // In the order of names, not of writing: a store may give the keys back in another order.
    return Object.fromEntries(
      Object.keys(part)
        .sort()
        .map((name) => [name, walk(part[name], `${place}${formatPointer([name])}`)]),
    );
  };
  return { value: walk(value, ''), holes };
}
