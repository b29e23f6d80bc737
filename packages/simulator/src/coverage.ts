import type { Plan } from '@omniroute/plan';

/** How many of a plan's nodes were visited, and which were not. */
export function coverage(
  plan: Plan,
  visited: ReadonlySet<string>,
): { readonly nodes: number; readonly visited: number; readonly missing: readonly string[] } {
  const ids = [...new Set(plan.nodes.filter(({ region }) => isOwn(plan, region)).map((node) => node.id))];
  const missing = ids.filter((id) => !visited.has(id));
  return { nodes: ids.length, visited: ids.length - missing.length, missing };
}

/** Whether a region belongs to the service of the plan itself, not to one that it calls. */
function isOwn({ regions }: Plan, region: number): boolean {
  let at = region;
  for (let parent = regions[at]?.parent; parent != null; parent = regions[at]?.parent) at = parent;
  return at === 0;
}
