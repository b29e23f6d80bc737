import { largePaths, type Plan } from '@omniroute/plan';
import type { Refusal } from './refusal.ts';

const reason = 'it passes a large value by reference, which needs the store of this product';

/** Steps and inputs of a service that are passed by reference: a project of its own has nowhere to keep them. */
export function largeRefusals(plan: Plan): readonly Refusal[] {
  const isLarge = (type: number | null) => type !== null && largePaths(plan.types[type]).length > 0;
  const steps = plan.nodes.filter((node) => node.op === 'act' && isLarge(node.output));
  return [
    ...(isLarge(plan.input) ? [{ node: null, pointer: '/inputs', reason }] : []),
    ...steps.map(({ id }) => ({ node: id, pointer: plan.map[id] ?? '', reason })),
  ];
}
