import { assertNever, type RunError } from '@omniroute/errors';
import { type PlanSlot, type SetOp, validate } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';
import { lookAtConditions } from './wait.ts';

/** Assigns variables all at once (every value is evaluated before any is set), gives an output, or both. */
export function enterSet(run: Run, token: Token, node: SetOp): void {
  run.begin(token, node);
  const values: [slot: number, value: Json][] = [];
  for (const { slot, value, add } of node.assignments) {
    const evaluated = run.evaluate(token, value);
    if (!evaluated.ok) return run.fail(token, node, evaluated.error);
    const declared = run.plan.slots[slot] as PlanSlot;
    const next = add ? contribute(declared.merge ?? 'last', run.state.frames[0]?.slots[slot], evaluated.value) : evaluated.value;
    const verdict = validate(run.plan.types[declared.type] ?? true, next);
    if (!verdict.ok) return run.fail(token, node, misfit('validation.variable', `The value of "${declared.name}"`, verdict.issues));
    values.push([slot, next]);
  }
  const output = node.value === null ? null : run.evaluate(token, node.value);
  if (output !== null && !output.ok) return run.fail(token, node, output.error);
  if (output !== null && node.output !== null) {
    const verdict = validate(run.plan.types[node.output] ?? true, output.value);
    if (!verdict.ok) return run.fail(token, node, misfit('validation.output', 'The result', verdict.issues));
  }
  for (const [slot, value] of values) {
    (run.state.frames[0] as { slots: Record<number, Json> }).slots[slot] = value;
    run.observe({ type: 'variable', name: (run.plan.slots[slot] as PlanSlot).name, value });
  }
  run.complete(token, node, { port: 'out', next: node.next, output: output === null ? undefined : output.value });
  if (values.length > 0) lookAtConditions(run);
}

/** An error for a value that does not fit its schema. */
export function misfit(code: string, what: string, issues: readonly { pointer: string; message: string }[]): RunError {
  const [first] = issues;
  return { code, message: `${what} does not fit: ${`${first?.pointer ?? ''} ${first?.message ?? ''}`.trim()}.`, details: { issues: issues.slice(0, 10).map((issue) => ({ ...issue })) } };
}

function contribute(merge: NonNullable<PlanSlot['merge']>, before: Json | undefined, value: Json): Json {
  switch (merge) {
    case 'append':
      return [...(Array.isArray(before) ? before : []), value];
    case 'sum':
      return typeof before === 'number' && typeof value === 'number' ? before + value : value;
    case 'max':
      return typeof before === 'number' && typeof value === 'number' ? Math.max(before, value) : value;
    case 'min':
      return typeof before === 'number' && typeof value === 'number' ? Math.min(before, value) : value;
    case 'last':
      return value;
    default:
      return assertNever(merge);
  }
}
