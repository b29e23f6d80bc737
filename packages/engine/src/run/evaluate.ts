import type { RunError } from '@omniroute/errors';
import { evaluate, type Scope } from '@omniroute/expressions';
import type { ExprRef, Mapping, Plan } from '@omniroute/plan';
import { isObject, type Json, parsePointer } from '@omniroute/primitives';

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

/** Evaluates a mapping: its value with every hole filled, in the order in which the holes are listed. */
export function evaluateMapping(plan: Plan, mapping: Mapping, scope: Scope): Evaluated {
  const { holes, value } = mapping;
  if (holes.length === 0) return { ok: true, value, spent: 0 };
  const values: Json[] = [];
  let spent = 0;
  for (const [, ref] of holes) {
    const hole = evaluateExpr(plan, ref, scope);
    spent += hole.spent;
    if (!hole.ok) return { ok: false, error: hole.error, spent };
    values.push(hole.value);
  }
  return { ok: true, value: formOf(mapping)(values), spent };
}

/** Makes a mapping's value from the values of its holes; parts without a hole are shared. */
type Form = (values: readonly Json[]) => Json;

// Memo, 2026-11-24: reading the pointers of a mapping costs more than filling it, and mappings live as long as their plan.
const forms = new WeakMap<Mapping, Form>();

function formOf(mapping: Mapping): Form {
  const known = forms.get(mapping);
  if (known !== undefined) return known;
  const holes = mapping.holes.map(([pointer], index) => ({ path: parsePointer(pointer), index }));
  const form = build(mapping.value, holes);
  forms.set(mapping, form);
  return form;
}

function build(value: Json, holes: readonly { readonly path: readonly string[]; readonly index: number }[]): Form {
  const own = holes.find(({ path }) => path.length === 0);
  if (own !== undefined) return (values) => values[own.index] ?? null;
  if (holes.length === 0) return () => value;
  const below = (name: string) =>
    holes.flatMap(({ path: [first, ...path], index }) => (first === name ? [{ path, index }] : []));
  if (Array.isArray(value)) {
    const items = value.map((item, index) => build(item, below(String(index))));
    return (values) => items.map((item) => item(values));
  }
  if (!isObject(value)) return () => value;
  const fields = Object.entries(value).map(([name, child]) => [name, build(child, below(name))] as const);
  // An assignment to __proto__ would not make a field.
  if (fields.some(([name]) => name === '__proto__')) {
    return (values) => Object.fromEntries(fields.map(([name, make]) => [name, make(values)]));
  }
  return (values) => {
    const made: Record<string, Json> = {};
    for (const [name, make] of fields) made[name] = make(values);
    return made;
  };
}
