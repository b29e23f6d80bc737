import { failure } from './errors.ts';
import type { Place } from './place.ts';
import { misfitOf, type Schema } from './schema.ts';

/** A value that must fit a schema. */
export function checked<Value>(code: 'validation.output' | 'validation.variable', schema: Schema, value: Value): Value {
  const misfit = misfitOf(schema, value);
  if (misfit !== null) throw failure({ code, message: `The value does not fit: ${misfit}.` });
  return value;
}

/** Assigns variables all at once, and looks at the conditions that somebody waits for. */
export function assign<Variables extends object>(at: Place, variables: Variables, values: Partial<Variables>): void {
  Object.assign(variables, values);
  at.run.lookAtConditions();
}

export type Merge = 'append' | 'sum' | 'max' | 'min' | 'last';

/** Contributes to a variable: merged at once, or when the branch or turn that runs beside others has ended. */
export function add<Variables extends object, Name extends keyof Variables>(
  at: Place,
  variables: Variables,
  name: Name,
  merge: Merge,
  value: unknown,
): void {
  at.contribute(() => {
    variables[name] = merged(merge, variables[name], value) as Variables[Name];
  });
}

function merged(merge: Merge, before: unknown, value: unknown): unknown {
  if (merge === 'append') return [...(Array.isArray(before) ? before : []), value];
  if (merge === 'last' || typeof before !== 'number' || typeof value !== 'number') return value;
  if (merge === 'sum') return before + value;
  return merge === 'max' ? Math.max(before, value) : Math.min(before, value);
}
