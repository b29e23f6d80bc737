import { assertNever, type RunError } from '@omniroute/errors';
import type { PlanSlot } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { misfit } from '../ops/misfit.ts';
import type { Run } from '../run/run.ts';
import type { Branch, Frame, Token } from '../state.ts';

/**
 * A contribution to a variable: kept with the branch, or the turn beside others, in which it was made, and merged where
 * that ends; outside of those it is merged at once. What no longer fits then is an error.
 */
export function contribute(
  run: Run,
  from: Pick<Token, 'frame' | 'branch'>,
  slot: number,
  value: Json,
): RunError | null {
  const { state } = run;
  const holder = run.holderOf(from.frame, slot);
  let [frame, branch] = [state.frames[from.frame] as Frame, from.branch];
  for (;;) {
    if (branch !== null) {
      (state.branches[branch] as Branch).adds.push([slot, value]);
      return null;
    }
    const owner = frame === holder || frame.owner === null ? undefined : state.tokens[frame.owner];
    if (owner === undefined) return apply(run, holder, slot, value);
    if (frame.beside !== null) {
      frame.adds.push([slot, value]);
      return null;
    }
    [frame, branch] = [state.frames[owner.frame] as Frame, owner.branch];
  }
}

function apply(run: Run, holder: Frame, slot: number, value: Json): RunError | null {
  const { name, type, merge } = run.slot(slot);
  const next = merged(merge ?? 'last', holder.slots[slot], value);
  const error = misfit(run.plan, type, next, { code: 'validation.variable', what: `The value of "${name}"` });
  if (error === null) run.assign(holder, slot, next);
  return error;
}

/** A contribution merged into what is there; one that cannot be merged is judged by the variable's type. */
export function merged(merge: NonNullable<PlanSlot['merge']>, before: Json | undefined, value: Json): Json {
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
