import { type Plan, serviceOf } from '@omniroute/plan';

/** How many of a plan's nodes were visited, and which were not. */
export function coverage(
  plan: Plan,
  visited: ReadonlySet<string>,
): { readonly nodes: number; readonly visited: number; readonly missing: readonly string[] } {
  const ids = [...new Set(plan.nodes.filter(({ region }) => serviceOf(plan, region) === 0).map((node) => node.id))];
  const missing = ids.filter((id) => !visited.has(id));
  return { nodes: ids.length, visited: ids.length - missing.length, missing };
}
