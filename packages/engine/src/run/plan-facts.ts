import type { Gather, Plan, PlanLoop } from '@omniroute/plan';

/** What is looked up in a plan again and again, by what it is looked up with. */
export interface PlanFacts {
  /** Node index → its back edges. */
  readonly loops: readonly (readonly PlanLoop[] | undefined)[];
  /** Region → its variables, by index. */
  readonly slots: readonly (readonly number[] | undefined)[];
  /** Waits that a callback answers. */
  readonly callbacks: readonly { readonly id: string; readonly region: number }[];
}

// Memo, 2026-11-30: a plan never changes, and a step must not search it.
const known = new WeakMap<Plan, PlanFacts>();

// Memo, 2026-11-30: every move inside a branch asks whether it left the reach of a gather.
const reaches = new WeakMap<Gather, ReadonlySet<number>>();

export function planFacts(plan: Plan): PlanFacts {
  const before = known.get(plan);
  if (before !== undefined) return before;
  const facts: PlanFacts = {
    loops: plan.nodes.map((_, node) => some(plan.loops.filter((loop) => loop.node === node))),
    slots: plan.regions.map((_, region) =>
      some([...plan.slots.keys()].filter((slot) => plan.slots[slot]?.region === region)),
    ),
    callbacks: plan.nodes.flatMap((node) =>
      node.op === 'wait' && node.events.some((event) => event.for.on === 'callback')
        ? [{ id: node.id, region: node.region }]
        : [],
    ),
  };
  known.set(plan, facts);
  return facts;
}

function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** Nodes from which a gather can be reached within a branch. */
export function reachOf(gather: Extract<Gather, { by: 'branches' }>): ReadonlySet<number> {
  const before = reaches.get(gather);
  if (before !== undefined) return before;
  const reach = new Set(gather.reach);
  reaches.set(gather, reach);
  return reach;
}
