import { parseTemplate } from '@omniroute/expressions';
import type { LoweredOp, PlanExpr } from '@omniroute/plan';
import { formatPointer } from '@omniroute/primitives';
import { type LargeValues, namesOf } from '../check/data/large-values.ts';

/** An effect with the places of its input at which references to large values can stand. */
export function withRefs(op: LoweredOp, exprs: readonly PlanExpr[], large: LargeValues): LoweredOp {
  if (op.op !== 'act' || large.none) return op;
  const refs = op.call.input.holes.flatMap(([pointer, ref]) => {
    const template = parseTemplate(exprs[ref]?.src ?? '');
    const names = template.kind === 'expression' ? namesOf(template.tree) : null;
    const parts = names === null ? null : large.partsOf(names);
    return (parts ?? []).map((path) => `${pointer}${formatPointer(path)}`);
  });
  return refs.length === 0 ? op : { ...op, call: { ...op.call, refs } };
}
