import { Demand, type Traced, trace, traceWhole } from '@omniroute/expressions';
import { type EachOp, type Keep, largePaths, type PartPath, type Plan, type PlanNode } from '@omniroute/plan';

/** Ops whose steps have no output. */
const SILENT: readonly PlanNode['op'][] = ['fork', 'end', 'raise'];

/** What is wanted of some values is wanted of those they are made of. */
interface Flow {
  readonly from: Demand;
  readonly to: Demand;
}

/**
 * Projection push-down: which parts of each output the rest of the plan reads. Every expression there is counts as read as a
 * whole (inputs of work, conditions, assignments, outputs, undos, what a loop collects), wherever it stands: what is kept is
 * enough for every path, for circles and for undos. Lists that a loop goes through are followed into its body, and what a
 * loop gives without `collect` into the steps that gave it. For a plan as it is compiled, before services it calls are made
 * parts of it: those have been through this on their own.
 */
export function withKeeps(plan: Plan): Plan {
  const demand = new PlanDemand(plan);
  return {
    ...plan,
    nodes: plan.nodes.map((node) => ({ ...node, keep: SILENT.includes(node.op) ? null : demand.keepOf(node) })),
  };
}

class PlanDemand {
  private readonly plan: Plan;
  private readonly nodes = new Demand();
  private readonly loops = new Demand();
  private readonly flows: Flow[] = [];
  /** Places in the document, by pointer: the node that stands there. */
  private readonly places: ReadonlyMap<string, PlanNode>;

  constructor(plan: Plan) {
    this.plan = plan;
    const byId = new Map(plan.nodes.map((node) => [node.id, node]));
    this.places = new Map(
      Object.entries(plan.map).flatMap(([id, pointer]) => {
        const node = byId.get(id);
        return node === undefined ? [] : [[pointer, node] as const];
      }),
    );
    const followed = this.followLists();
    for (const [index, { code, at }] of plan.exprs.entries())
      if (!followed.has(index))
        traceWhole(
          code,
          this.rootsOf(() => this.nodeAt(at)),
        );
    this.settle();
  }

  keepOf(node: PlanNode): Keep {
    const wanted = this.nodes.fields.get(node.id);
    const keep = wanted === undefined ? {} : keepFor(wanted);
    if (node.op !== 'act' || node.output === null) return keep;
    return largePaths(this.plan.types[node.output]).reduce(keptWhole, keep);
  }

  /** Lists that loops go through: what a body reads of an item is read of each member. */
  private followLists(): ReadonlySet<number> {
    const followed = new Set<number>();
    for (const node of this.plan.nodes) {
      if (node.op !== 'each') continue;
      const [hole, another] = node.items.holes;
      const expr = hole?.[0] === '' && another === undefined ? this.plan.exprs[hole[1]] : undefined;
      if (hole === undefined || expr === undefined) continue;
      followed.add(hole[1]);
      for (const list of trace(
        expr.code,
        this.rootsOf(() => node, false),
      )) {
        const member = list.member();
        this.flows.push({ from: this.itemOf(node), to: node.batch === null ? member : list });
      }
    }
    return followed;
  }

  private itemOf(node: EachOp): Demand {
    return this.loops.field(node.id).field('item');
  }

  /** What the names stand for that a step's expressions read. `inside`: also where its own body is. */
  private rootsOf(node: () => PlanNode | null, inside = true): (name: string) => Traced {
    const roots: Readonly<Record<string, () => Traced>> = {
      nodes: () => [this.nodes],
      loop: () => [this.loops],
      item: () => this.loopsAround(node(), inside).map((each) => this.itemOf(each)),
    };
    return (name) => (Object.hasOwn(roots, name) ? (roots[name]?.() ?? []) : []);
  }

  /** The loops whose item a step may mean; of what stands nowhere nobody knows, so all. */
  private loopsAround(node: PlanNode | null, inside: boolean): readonly EachOp[] {
    const { nodes, regions } = this.plan;
    if (node === null) return nodes.filter((each) => each.op === 'each');
    const found: EachOp[] = inside && node.op === 'each' ? [node] : [];
    for (let region = regions[node.region]; region !== undefined; region = regions[region.parent ?? -1]) {
      const owner = nodes[region.owner ?? -1];
      if (owner?.op !== 'each') continue;
      found.push(owner);
      break;
    }
    return found;
  }

  private nodeAt(pointer: string): PlanNode | null {
    return this.places.get(pointer.split('/').slice(0, 3).join('/')) ?? null;
  }

  /** Hands demands on until nothing changes: from a list's items to the list, from what a loop gives to what its body gave. */
  private settle(): void {
    const { nodes } = this.plan;
    const ids = nodes.map(({ id }) => id);
    const loops = nodes.flatMap(({ op, id }) => (op === 'each' ? [id] : []));
    for (let changed = true; changed; ) {
      changed = spread(this.nodes, ids);
      changed = spread(this.loops, loops) || changed;
      for (const id of loops) changed = spread(this.loops.field(id), ['item']) || changed;
      for (const { from, to } of this.flows) changed = to.take(from) || changed;
      for (const node of nodes)
        if ((node.op === 'each' || node.op === 'while') && node.collect === null)
          changed = this.fromBody(node.id, node.body) || changed;
    }
  }

  private fromBody(loop: string, body: number): boolean {
    const wanted = this.nodes.fields.get(loop);
    if (wanted === undefined) return false;
    const items = wanted.fields.get('items');
    const all = wanted.whole || wanted.each !== null || items?.whole === true;
    const item = all ? WHOLE : items?.each;
    if (item == null) return false;
    let changed = false;
    for (const { region, id } of this.plan.nodes)
      if (region === body) changed = this.nodes.field(id).take(item) || changed;
    return changed;
  }
}

/** A large value is kept as it is, or not at all. */
function keptWhole(keep: Keep, [name, ...rest]: PartPath): Keep {
  if (keep === null || name === undefined) return null;
  const { fields, each } = keep;
  const part = fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : each;
  return part === undefined ? keep : { ...keep, fields: { ...fields, [name]: keptWhole(part, rest) } };
}

const WHOLE: Demand = Object.assign(new Demand(), { whole: true });

/** What is wanted of all members, by a name that is worked out, is wanted of each. */
function spread(all: Demand, names: readonly string[]): boolean {
  let changed = false;
  for (const name of names) {
    if (all.whole) changed = all.field(name).take(WHOLE) || changed;
    if (all.each !== null) changed = all.field(name).take(all.each) || changed;
  }
  return changed;
}

function keepFor(demand: Demand): Keep {
  if (demand.whole) return null;
  const { each: member, fields } = demand;
  const each = member === null ? undefined : keepFor(member);
  if (each === null) return null;
  const named = [...fields].map(([name, wanted]) => {
    if (member === null) return [name, keepFor(wanted)] as const;
    const both = new Demand();
    both.take(wanted);
    both.take(member);
    return [name, keepFor(both)] as const;
  });
  return {
    ...(each === undefined ? {} : { each }),
    ...(named.length === 0 ? {} : { fields: Object.fromEntries(named) }),
  };
}
