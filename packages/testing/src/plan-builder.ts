import { compileTemplate, isTemplate } from '@omniroute/expressions';
import {
  linkService,
  type Mapping,
  type Plan,
  type PlanExpr,
  type PlanNode,
  type PlanOptions,
  type PlanRegion,
  planHash,
} from '@omniroute/plan';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import { withGathers } from './plan-gathers.ts';
import { nodeOf } from './plan-nodes.ts';
import type { NodeSketch, PlanSketch, Schema, Target } from './plan-sketch.ts';

/** What nodes are built with: interned expressions, types and options, and the index of each node by its id. */
export interface Interning {
  expr(source: string): number;
  mapping(value: Json): Mapping;
  type(schema: Schema): number;
  options(options: Partial<PlanOptions>): number;
  index(id: Target): number | null;
  slot(name: string): number;
  /** The region of a container's body; without one the run's. */
  body(container: string | undefined): number;
  /** The region of a called service that is a part of the plan; without a name the service itself. */
  service(name: string | undefined): number | null;
}

const OPTIONS: PlanOptions = {
  queue: 'omniroute-core',
  idempotency: 'key',
  retry: [],
  start_to_close_ms: 30_000,
  heartbeat_ms: null,
  total_ms: null,
  priority: 3,
};

/**
 * Builds a plan by hand, without the compiler: strings with `${ … }` are expressions, node ids stand for indexes. A node
 * without `to` leads to the one that follows it in the list; `to: null` ends the token.
 */
export function planOf(sketch: PlanSketch): Plan {
  const { nodes, variables = {}, messages = {}, triggers = [], output, parts = [], ...rest } = sketch;
  const exprs: PlanExpr[] = [];
  const types: Schema[] = [];
  const options: PlanOptions[] = [];
  const containers = nodes.filter((node) => node.op === 'each' || node.op === 'while' || node.op === 'scope');
  const intern: Interning = {
    expr: (source) => push(exprs, { code: compileTemplate(source), src: source, at: '', fuel: 100_000 }),
    mapping: (value) => mappingOf(value, intern),
    type: (schema) => push(types, schema),
    options: (given) => push(options, { ...OPTIONS, ...given }),
    index: (id) => (id == null ? null : indexOf(nodes, id)),
    slot: (name) => Object.keys(variables).indexOf(name),
    service: (name) => {
      if (name === undefined) return 0;
      const at = parts.findIndex((part) => part.service === name);
      if (at < 0) return null;
      return parts.slice(0, at).reduce((sum, { plan }) => sum + plan.regions.length, 1 + containers.length);
    },
    body: (container) => (container === undefined ? 0 : 1 + containers.findIndex(({ id }) => id === container)),
  };
  const undos = new Set(nodes.flatMap((node) => node.undo?.by ?? []));
  const inside = (parent: string | undefined) => nodes.filter((node) => node.parent === parent && !undos.has(node.id));
  const follower = (node: NodeSketch) => {
    const beside = inside(node.parent);
    return undos.has(node.id) ? null : (beside[beside.indexOf(node) + 1]?.id ?? null);
  };
  const entryOf = (parent: string | undefined) => intern.index(inside(parent)[0]?.id);
  const written = nodes.map((node): PlanNode => nodeOf(node, follower(node), intern));
  const loops = (rest.loops ?? []).map(({ node, port = 'out', to, max }) => ({
    node: indexOf(nodes, node),
    port,
    max,
    ...(to === undefined ? {} : { to: indexOf(nodes, to) }),
  }));
  const plan: Plan = {
    abi: 1,
    nodes: withGathers(nodes, written, loops),
    regions: [
      { parent: null, op: 'run', owner: null, entry: entryOf(undefined) },
      ...containers.map(
        ({ id, op, parent }): PlanRegion => ({
          parent: intern.body(parent),
          op,
          owner: intern.index(id),
          entry: entryOf(id),
        }),
      ),
    ],
    slots: Object.entries(variables).map(([name, { schema = true, initial, merge = null, scope }]) => ({
      name,
      type: intern.type(schema),
      region: intern.body(scope),
      initial: initial === undefined ? null : intern.mapping(initial),
      merge,
    })),
    triggers: triggers.map(({ id, to, config = {}, input, when }) => ({
      id,
      type: 'event',
      entry: to === undefined ? entryOf(undefined) : intern.index(to),
      config: intern.mapping(config),
      input: input === undefined ? null : intern.mapping(input),
      when: when === undefined ? null : intern.expr(when),
    })),
    messages: Object.entries(messages).map(([name, schema]) => ({
      name,
      type: intern.type(schema),
      keep_ms: 86_400_000,
    })),
    subscriptions: (rest.subscriptions ?? []).map(({ name, correlation }) => ({
      name,
      correlation: intern.expr(correlation),
    })),
    entry: entryOf(undefined),
    input: rest.input === undefined ? null : intern.type(rest.input),
    output: {
      type: output?.schema === undefined ? null : intern.type(output.schema),
      value: output?.value === undefined ? null : intern.mapping(output.value),
    },
    error_policy: rest.error_policy ?? 'fail',
    deadline_ms: rest.deadline_ms ?? null,
    business_keys: Object.entries(rest.business_keys ?? {}).map(([name, source]) => ({
      name,
      expr: intern.expr(source),
    })),
    connections: [],
    loops,
    limits: { steps: 10_000, fuel: 1_000_000, payload_bytes: rest.payload_bytes ?? 262_144 },
    map: Object.fromEntries(nodes.map(({ id }, index) => [id, `/nodes/${index}`])),
    exprs,
    types,
    options,
  };
  return parts.reduce(
    (made, { service, version = 1, plan: part }) =>
      linkService(made, { service, version, hash: planHash(part), plan: part }),
    plan,
  );
}

function push<Item>(list: Item[], item: Item): number {
  list.push(item);
  return list.length - 1;
}

function indexOf(nodes: readonly { readonly id: string }[], id: string): number {
  const index = nodes.findIndex((node) => node.id === id);
  if (index < 0) throw new Error(`The sketch has no node "${id}"`);
  return index;
}

function mappingOf(value: Json, intern: Interning): Mapping {
  const holes: [string, number][] = [];
  const walk = (part: Json, path: (string | number)[]): void => {
    if (typeof part === 'string' && isTemplate(part)) holes.push([formatPointer(path), intern.expr(part)]);
    else if (Array.isArray(part)) for (const [index, item] of part.entries()) walk(item, [...path, index]);
    else if (isObject(part)) for (const [name, child] of Object.entries(part)) walk(child, [...path, name]);
  };
  walk(value, []);
  return { value, holes };
}
