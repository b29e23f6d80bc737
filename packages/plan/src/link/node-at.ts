import { parseKey } from '../keys.ts';
import type { PlanNode } from '../ops.ts';
import type { Plan } from '../plan.ts';

/** The node that a key is of, found through the parts of the plan that it is called through; `null` if there is none. */
export function nodeAt(plan: Plan, key: string): PlanNode | null {
  let service: number | null = 0;
  let found: PlanNode | null = null;
  for (const part of key.split('/')) {
    if (service === null) return null;
    const { node } = parseKey(part);
    found = plan.nodes.find(({ id, region }) => id === node && serviceOf(plan, region) === service) ?? null;
    service = found?.op === 'call' ? found.body : null;
  }
  return found;
}

/** The region of the service that a region belongs to. */
export function serviceOf({ regions }: Plan, region: number): number {
  let at = region;
  for (let parent = regions[at]?.parent; parent != null; parent = regions[at]?.parent) at = parent;
  return at;
}
