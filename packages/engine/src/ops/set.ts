import type { RunError } from '@omniroute/errors';
import type { SetOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { contribute, merged } from '../branches/contribute.ts';
import { noteVariable } from '../branches/take-back.ts';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';
import { lookAtConditions } from './conditions.ts';
import { misfit } from './misfit.ts';

/** Assigns variables all at once (every value is evaluated before any is set), gives an output, or both. */
export function enterSet(run: Run, token: Token, node: SetOp): void {
  run.begin(token, node);
  const values: Json[] = [];
  for (const assignment of node.assignments) {
    const value = givenValue(run, token, assignment);
    if (!value.ok) return run.fail(token, node, value.error);
    values.push(value.value);
  }
  const output = node.value === null ? null : run.evaluate(token, node.value);
  if (output !== null && !output.ok) return run.fail(token, node, output.error);
  const wrong =
    output === null
      ? null
      : misfit(run.plan, node.output, output.value, { code: 'validation.output', what: 'The result' });
  if (wrong !== null) return run.fail(token, node, wrong);
  for (const [at, { slot, add }] of node.assignments.entries()) {
    const value = values[at] ?? null;
    const wrong = add ? contribute(run, token, slot, value) : null;
    if (wrong !== null) return run.fail(token, node, wrong);
    if (add) continue;
    const holder = run.holderOf(token.frame, slot);
    noteVariable(run.state, token, holder, slot);
    run.assign(holder, slot, value);
  }
  run.complete(token, node, { port: 'out', next: node.next, output: output === null ? undefined : output.value });
  if (values.length > 0) lookAtConditions(run);
}

/** The value given, once it is known that the variable can hold it, or what it would make of the variable. */
function givenValue(
  run: Run,
  token: Token,
  { slot, value, add }: SetOp['assignments'][number],
): { ok: true; value: Json } | { ok: false; error: RunError } {
  const evaluated = run.evaluate(token, value);
  if (!evaluated.ok) return evaluated;
  const { name, type, merge } = run.slot(slot);
  const next = add
    ? merged(merge ?? 'last', run.holderOf(token.frame, slot).slots[slot], evaluated.value)
    : evaluated.value;
  const error = misfit(run.plan, type, next, { code: 'validation.variable', what: `The value of "${name}"` });
  return error === null ? { ok: true, value: evaluated.value } : { ok: false, error };
}
