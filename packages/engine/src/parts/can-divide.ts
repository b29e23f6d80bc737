import type { Plan, PlanNode } from '@omniroute/plan';

// Memo, 2026-12-01: a plan never changes.
const known = new WeakMap<PlanNode, boolean>();

/**
 * Whether a loop's turns may be done by workflows of their own: they run beside each other, nothing stops the loop early, and
 * its body neither ends the run nor waits for anything that is addressed to the run (mail, a callback, a person, a variable
 * that others change, a mutex). What it does can be undone by the run, but nothing is undone in the midst of a turn.
 */
export function canDivide(plan: Plan, index: number): boolean {
  const node = plan.nodes[index];
  if (node?.op !== 'each' || node.concurrency < 2 || node.until !== null) return false;
  const before = known.get(node);
  if (before !== undefined) return before;
  const body = bodyOf(plan, node.body, new Set());
  const can = body?.every(isContained) === true && !(body.some(isUndone) && body.some(undoesWithin));
  known.set(node, can);
  return can;
}

/** All nodes of a region, with those of containers and called services in it; `null` where not all of them are known. */
function bodyOf(plan: Plan, region: number, seen: Set<number>): readonly PlanNode[] | null {
  if (seen.has(region)) return [];
  seen.add(region);
  const nodes: PlanNode[] = [];
  for (const node of plan.nodes) {
    if (node.region !== region) continue;
    nodes.push(node);
    if (!('body' in node)) continue;
    const within = node.body === null ? null : bodyOf(plan, node.body, seen);
    if (within === null) return null;
    nodes.push(...within);
  }
  return nodes;
}

function isContained(node: PlanNode): boolean {
  switch (node.op) {
    case 'task':
      return false;
    case 'wait':
      return node.events.every(({ for: what }) => what.on === 'duration' || what.on === 'until');
    case 'scope':
      return node.mutex === null;
    case 'end':
      return !node.terminate && node.output === null && node.status === null;
    default:
      return true;
  }
}

function isUndone({ undo }: PlanNode): boolean {
  return undo !== null;
}

/** Steps at which something that was done may be undone before the turn is over. */
function undoesWithin({ op }: PlanNode): boolean {
  return op === 'scope' || op === 'call' || op === 'join' || op === 'fork' || op === 'each' || op === 'while';
}
