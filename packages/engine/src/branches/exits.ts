import type { Gather, PlanNode } from '@omniroute/plan';
import type { OpenFork } from '../state.ts';

/** Name of a split's exit, by its index: the port, or the first node of a branch without an id. */
export function exitName(split: PlanNode, index: number): string {
  if (split.op === 'fork') return split.branches[index]?.id ?? '';
  if (split.op === 'decide') return split.arms[index]?.id ?? 'default';
  return '';
}

/** The exits of a branch that a gather counts. */
export function counted(gather: Extract<Gather, { by: 'branches' }>, of: readonly number[]): number {
  let count = 0;
  for (const exit of of) if (gather.branches.includes(exit)) count += 1;
  return count;
}

/** The gather at a position of a fork: its node, and what the plan says of it. */
export function gatherAt(
  nodes: readonly PlanNode[],
  fork: OpenFork,
  position: number,
): { readonly index: number; readonly node: PlanNode; readonly gather: Gather } {
  const index = nodes[fork.node]?.fork?.joins[position];
  const node = index === undefined ? undefined : nodes[index];
  if (index === undefined || node === undefined || node.gather === null)
    throw new Error(`The plan has no gather ${position} of node ${fork.node}`);
  return { index, node, gather: node.gather };
}
