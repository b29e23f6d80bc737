import type { Next, PlanNode } from '@omniroute/plan';

/** Where a token can go from a step; `null` where it ends. */
export function exitsOf(node: PlanNode): readonly Next[] {
  if (node.disabled) return [node.out];
  const away = [...node.errors.map(({ next }) => next), ...(node.continue === null ? [] : [node.out])];
  return [...ownExits(node), ...away];
}

function ownExits(node: PlanNode): readonly Next[] {
  switch (node.op) {
    case 'act':
    case 'join':
    case 'set':
    case 'each':
    case 'while':
    case 'call':
      return [node.next];
    case 'scope':
      return [node.next, ...late(node.timeout)];
    case 'decide':
      return [...node.arms.map(({ next }) => next), ...(node.otherwise === null ? [] : [node.otherwise.next])];
    case 'fork':
      return node.branches.map(({ next }) => next);
    case 'wait':
      return [...node.events.map(({ next }) => next), ...late(node.timeout)];
    case 'task':
      return [...node.outcomes.map(({ next }) => next), ...late(node.timeout)];
    case 'end':
    case 'raise':
      return [];
  }
}

function late(timeout: { readonly routed: boolean; readonly next: Next } | null): readonly Next[] {
  return timeout?.routed === true ? [timeout.next] : [];
}
