import { evaluate, type Scope } from '@omniroute/expressions';
import type { RunError } from '@omniroute/errors';
import type { ExprRef, Mapping, Plan } from '@omniroute/plan';
import { type Json, parsePointer, setPointer, sha256Hex } from '@omniroute/primitives';

/** A value, or the run error of the expression that gave none. */
export type Evaluated = { readonly ok: true; readonly value: Json; readonly spent: number } | { readonly ok: false; readonly error: RunError; readonly spent: number };

/** What expressions may read where they stand: values by root name. */
export interface Reading {
  readonly roots: Readonly<Record<string, Json | undefined>>;
  readonly now: number;
  /** Seed of `uuid()`: the run and the key. */
  readonly seed: string;
}

/** Evaluates one compiled expression of a plan; the error names the document's string. */
export function evaluateExpr(plan: Plan, ref: ExprRef, reading: Reading): Evaluated {
  const expr = plan.exprs[ref];
  if (expr === undefined) return { ok: false, error: { code: 'poison', message: `The plan has no expression ${ref}.` }, spent: 0 };
  const result = evaluate(expr.code, scopeOf(reading), expr.fuel);
  if (result.ok) return result;
  const { code, message, span } = result.error;
  return { ok: false, error: { code, message, details: { at: expr.at, span: [...span], source: expr.src } }, spent: result.spent };
}

/** Evaluates a mapping: its value with every hole filled. */
export function evaluateMapping(plan: Plan, mapping: Mapping, reading: Reading): Evaluated {
  let { value } = mapping;
  let spent = 0;
  for (const [pointer, ref] of mapping.holes) {
    const hole = evaluateExpr(plan, ref, reading);
    spent += hole.spent;
    if (!hole.ok) return { ...hole, spent };
    value = parsePointer(pointer).length === 0 ? hole.value : (setPointer(value, pointer, hole.value) as Json);
  }
  return { ok: true, value, spent };
}

function scopeOf(reading: Reading): Scope {
  return {
    get: (root) => (Object.hasOwn(reading.roots, root) ? reading.roots[root] : undefined),
    now: reading.now,
    uuid: (ordinal) => uuidOf(`${reading.seed}:${ordinal}`),
  };
}

/** A version 8 UUID (RFC 9562) made of a hash: equal on every replay. */
function uuidOf(seed: string): string {
  const hex = sha256Hex(seed);
  const variant = ((Number.parseInt(hex[16] as string, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
