import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';

type Node = { readonly type: string; readonly config: Readonly<Record<string, Json>> } & Readonly<Record<string, Json>>;

/** How many plans have each shape, and how many plays each end. */
export class Coverage {
  plans = 0;
  plays = 0;
  steps = 0;
  readonly shapes = new Map<string, number>();
  readonly statuses = new Map<string, number>();
  readonly codes = new Map<string, number>();

  addPlan(document: Json, plan: Plan): void {
    this.plans += 1;
    this.steps += plan.nodes.length;
    for (const shape of shapesOf(document as unknown as Parameters<typeof shapesOf>[0], plan))
      count(this.shapes, shape);
  }

  addPlay({ status, codes }: { readonly status: string; readonly codes: readonly string[] }): void {
    this.plays += 1;
    count(this.statuses, status);
    for (const code of new Set(codes)) count(this.codes, code);
  }

  add(other: CoverageFigures): void {
    this.plans += other.plans;
    this.plays += other.plays;
    this.steps += other.steps;
    for (const name of ['shapes', 'statuses', 'codes'] as const)
      for (const [key, number] of Object.entries(other[name])) count(this[name], key, number);
  }

  figures(): CoverageFigures {
    const { plans, plays, steps, shapes, statuses, codes } = this;
    return { plans, plays, steps, shapes: sorted(shapes), statuses: sorted(statuses), codes: sorted(codes) };
  }
}

export interface CoverageFigures {
  readonly plans: number;
  readonly plays: number;
  readonly steps: number;
  /** Shape → plans that have it. */
  readonly shapes: Readonly<Record<string, number>>;
  /** Status, error code → plays that ended so, or met it. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly codes: Readonly<Record<string, number>>;
}

function count(map: Map<string, number>, key: string, number = 1): void {
  map.set(key, (map.get(key) ?? 0) + number);
}

function sorted(map: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shapesOf(
  document: { readonly nodes: readonly Node[]; readonly edges: readonly Json[]; readonly triggers?: Json },
  plan: Plan,
): ReadonlySet<string> {
  const found = new Set<string>(document.triggers === undefined ? [] : ['triggers']);
  const parents = new Map(document.nodes.map((node) => [String(node.id), node.parent as string | undefined]));
  for (const { type, config, ...node } of document.nodes) {
    found.add(`kind ${type}`);
    for (const name of ['mode', 'cancel_rest', 'on_branch_error', 'on_item_error', 'accept', 'on_error', 'on_success'])
      if (config[name] !== undefined) found.add(`${type} ${name} ${String(config[name])}`);
    for (const name of ['concurrency', 'batch', 'until', 'tolerate', 'collect', 'mutex', 'output', 'timeout', 'events'])
      if (config[name] !== undefined) found.add(`${type} with ${name}`);
    for (const name of ['duration', 'until', 'condition', 'message', 'callback'])
      if (type === 'wait' && JSON.stringify(config).includes(`"${name}":`)) found.add(`wait for ${name}`);
    for (const name of ['retry_policy', 'timeout', 'on_error', 'disabled', 'compensate_with', 'compensate_on'])
      if (node[name] !== undefined) found.add(`node ${name}`);
    if (Array.isArray(config.assignments) && JSON.stringify(config.assignments).includes('"add"'))
      found.add('adds to a variable');
    let depth = 0;
    for (let at = parents.get(String(node.id)); at !== undefined; at = parents.get(at)) depth += 1;
    if (depth > 0) found.add(`depth of containers ${depth}`);
  }
  for (const node of plan.nodes) {
    found.add(`op ${node.op}`);
    if (node.gather !== null) found.add(`meeting by ${node.gather.by}${node.op === 'join' ? '' : ', no join'}`);
    if (node.fork !== null && node.fork.joins.length === 0) found.add('fork that ends on its own');
    if (node.errors.length > 0)
      found.add(node.errors.some(({ on }) => on !== null) ? 'error exit by code' : 'error exit');
  }
  for (const loop of plan.loops) found.add(loop.max === null ? 'back edge, not counted' : 'back edge, counted');
  for (const slot of plan.slots) if (slot.merge !== null) found.add(`variable merge ${slot.merge}`);
  return found;
}
