import type { Plan, PlanNode } from '@omniroute/plan';
import type { Typing } from './typing.ts';

/** Which errors may be in scope at each step: by the steps that they arose at. */
export class Errors {
  private readonly plan: Plan;
  private readonly origins: Set<number>[];
  private readonly readers: Set<number>;

  constructor(plan: Plan, typing: Typing) {
    this.plan = plan;
    this.origins = plan.nodes.map(() => new Set());
    this.readers = new Set();
    for (const pointer of typing.pointers) {
      if (!typing.readsAt(pointer).some(({ path }) => path[0] === 'error')) continue;
      const node = plan.nodes.findIndex(({ id }) => `${pointer}/`.startsWith(`${plan.map[id] ?? '#'}/`));
      if (node >= 0) this.readers.add(node);
    }
    for (let changed = true; changed; )
      changed = plan.nodes.map((node, index) => this.pass(node, index)).includes(true);
  }

  /** The key of the error in scope at a step, by where it may have arisen. */
  keyAt(index: number): string | null {
    const origins = [...(this.origins[index] ?? [])].sort((a, b) => a - b);
    return origins.length === 0 ? null : `error:${origins.join(',')}`;
  }

  /** Keys under which later steps read the error that arises at one. */
  readFrom(index: number): readonly string[] {
    const keys = [...this.readers].flatMap((reader) =>
      this.origins[reader]?.has(index) === true ? [this.keyAt(reader) as string] : [],
    );
    return [...new Set(keys)];
  }

  /** Whether only one step's errors are ever caught. */
  get single(): boolean {
    return (
      this.plan.nodes.filter(({ errors }, index) => errors.length > 0 || this.readFrom(index).length > 0).length < 2
    );
  }

  private pass(node: PlanNode, index: number): boolean {
    let changed = false;
    const reach = (next: number | null, origins: Iterable<number>) => {
      const to = next === null ? undefined : this.origins[next];
      if (to === undefined) return;
      for (const origin of origins) {
        if (to.has(origin)) continue;
        to.add(origin);
        changed = true;
      }
    };
    const here = this.origins[index] ?? [];
    for (const { next } of node.errors) reach(next, [index]);
    for (const next of usualExits(node)) reach(next, here);
    if ('timeout' in node && node.timeout !== null) reach(node.timeout.next, [index]);
    if ('body' in node && node.body !== null) reach(this.plan.regions[node.body]?.entry ?? null, here);
    return changed;
  }
}

/** Where a step leads when nothing goes wrong, and nothing takes too long. */
export function usualExits(node: PlanNode): readonly (number | null)[] {
  switch (node.op) {
    case 'decide':
      return [...node.arms.map(({ next }) => next), ...(node.otherwise === null ? [] : [node.otherwise.next])];
    case 'fork':
      return node.branches.map(({ next }) => next);
    case 'wait':
      return node.events.map(({ next }) => next);
    case 'task':
      return node.outcomes.map(({ next }) => next);
    case 'end':
    case 'raise':
      return [];
    default:
      return [node.next];
  }
}
