import type { RunError } from '@omniroute/errors';
import { evaluate, type Scope } from '@omniroute/expressions';
import type { ExprRef, Mapping, Plan } from '@omniroute/plan';
import { type Json, parsePointer } from '@omniroute/primitives';

/** A value, or the run error of the expression that gave none. */
export type Evaluated =
  | { readonly ok: true; readonly value: Json; readonly spent: number }
  | { readonly ok: false; readonly error: RunError; readonly spent: number };

/** Evaluates one compiled expression of a plan; the error names the document's string. */
export function evaluateExpr(plan: Plan, ref: ExprRef, scope: Scope): Evaluated {
  const expr = plan.exprs[ref];
  if (expr === undefined) throw new Error(`The plan has no expression ${ref}`);
  const result = evaluate(expr.code, scope, expr.fuel);
  if (result.ok) return result;
  const { code, message, span } = result.error;
  return {
    ok: false,
    error: { code, message, details: { at: expr.at, span: [...span], source: expr.src } },
    spent: result.spent,
  };
}

/** Evaluates a mapping: its value with every hole filled. */
export function evaluateMapping(plan: Plan, mapping: Mapping, scope: Scope): Evaluated {
  const { holes } = mapping;
  if (holes.length === 0) return { ok: true, value: mapping.value, spent: 0 };
  const [first] = holes;
  if (holes.length === 1 && first?.[0] === '') return evaluateExpr(plan, first[1], scope);
  const value = copyOf(mapping.value);
  let spent = 0;
  for (const [pointer, ref] of holes) {
    const hole = evaluateExpr(plan, ref, scope);
    spent += hole.spent;
    if (!hole.ok) return { ...hole, spent };
    put(value, parsePointer(pointer), hole.value);
  }
  return { ok: true, value, spent };
}

/** Holes stand where the mapping's value has a place for them, so the way there exists. */
function put(into: Json, path: readonly string[], value: Json): void {
  let place = into as Record<string, Json>;
  for (const segment of path.slice(0, -1)) place = place[segment] as Record<string, Json>;
  Object.defineProperty(place, path.at(-1) ?? '', { value, enumerable: true, configurable: true, writable: true });
}

function copyOf(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, copyOf(child)]));
}
