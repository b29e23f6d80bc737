import { assertNever, type RunError } from '@omniroute/errors';
import type { PlanSlot, SetOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';
import { lookAtConditions } from './conditions.ts';
import { misfit } from './misfit.ts';

/** Assigns variables all at once (every value is evaluated before any is set), gives an output, or both. */
export function enterSet(run: Run, token: Token, node: SetOp): void {
  run.begin(token, node);
  const values: [slot: number, value: Json][] = [];
  for (const assignment of node.assignments) {
    const value = nextValue(run, token, assignment);
    if (!value.ok) return run.fail(token, node, value.error);
    values.push([assignment.slot, value.value]);
  }
  const output = node.value === null ? null : run.evaluate(token, node.value);
  if (output !== null && !output.ok) return run.fail(token, node, output.error);
  const wrong =
    output === null
      ? null
      : misfit(run.plan, node.output, output.value, { code: 'validation.output', what: 'The result' });
  if (wrong !== null) return run.fail(token, node, wrong);
  for (const [slot, value] of values) run.assign(run.frameOf(token, slot), slot, value);
  run.complete(token, node, { port: 'out', next: node.next, output: output === null ? undefined : output.value });
  if (values.length > 0) lookAtConditions(run);
}

function nextValue(
  run: Run,
  token: Token,
  { slot, value, add }: SetOp['assignments'][number],
): { ok: true; value: Json } | { ok: false; error: RunError } {
  const evaluated = run.evaluate(token, value);
  if (!evaluated.ok) return evaluated;
  const { name, type, merge } = run.slot(slot);
  const next = add
    ? contribute(merge ?? 'last', run.frameOf(token, slot).slots[slot], evaluated.value)
    : evaluated.value;
  const error = misfit(run.plan, type, next, { code: 'validation.variable', what: `The value of "${name}"` });
  return error === null ? { ok: true, value: next } : { ok: false, error };
}

/** A contribution merged into what is there; one that cannot be merged is judged by the variable's type. */
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
