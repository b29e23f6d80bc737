import type { Plan, PlanService, PlanTrigger } from '../plan.ts';
import { type Offsets, shifted, shiftMapping, shiftNode } from './shift-node.ts';

/** A published service that is called. */
export interface Callee {
  readonly service: string;
  readonly version: number;
  readonly hash: string;
  readonly plan: Plan;
}

/** The plan with a service as one more part of it; its indexes so far stay as they are. */
export function linkService(plan: Plan, callee: Callee): Plan {
  return link(plan, callee, false);
}

/** The same while a run is under way: nodes of the part are known outside by their place in its own plan (`originOf`). */
export function linkAtRun(plan: Plan, callee: Callee): Plan {
  return link(plan, callee, true);
}

/** Whose plan, other than the run's own, a node comes from, and where that begins in the plan of the run. */
export function originOf(
  plan: Plan,
  node: number,
): { readonly hash: string; readonly nodes: number; readonly options: number } | null {
  const found = (plan.services ?? []).findLast(({ linked }) => linked !== null && linked.nodes <= node);
  return found === undefined || found.linked === null ? null : { hash: found.hash, ...found.linked };
}

function link(plan: Plan, callee: Callee, atRun: boolean): Plan {
  const own = callee.plan;
  const offsets: Offsets = {
    nodes: plan.nodes.length,
    exprs: plan.exprs.length,
    types: plan.types.length,
    options: plan.options.length,
    slots: plan.slots.length,
    region: (index) => index + plan.regions.length,
  };
  const { trigger, entry } = entryOf(own);
  const linked = atRun ? { nodes: offsets.nodes, options: offsets.options } : null;
  const { service, version, hash } = callee;
  const { input, output, error_policy, deadline_ms, subscriptions } = own;
  const part = shiftService(
    { service, version, hash, region: 0, linked, trigger, input, output, error_policy, deadline_ms, subscriptions },
    offsets,
  );
  const known = new Set(plan.messages.map(({ name }) => name));
  return {
    ...plan,
    exprs: [...plan.exprs, ...own.exprs],
    types: [...plan.types, ...own.types],
    options: [...plan.options, ...own.options],
    nodes: [...plan.nodes, ...own.nodes.map((node) => shiftNode(node, offsets))],
    regions: [
      ...plan.regions,
      ...own.regions.map((region, index) => ({
        parent: region.parent === null ? null : offsets.region(region.parent),
        op: index === 0 ? ('call' as const) : region.op,
        owner: shifted(region.owner, offsets.nodes),
        entry: shifted(index === 0 ? entry : region.entry, offsets.nodes),
      })),
    ],
    slots: [
      ...plan.slots,
      ...own.slots.map((slot) => ({
        ...slot,
        type: slot.type + offsets.types,
        region: offsets.region(slot.region),
        initial: slot.initial === null ? null : shiftMapping(slot.initial, offsets),
      })),
    ],
    messages: [
      ...plan.messages,
      ...own.messages
        .filter(({ name }) => !known.has(name))
        .map((message) => ({ ...message, type: shifted(message.type, offsets.types) })),
    ],
    connections: [
      ...plan.connections,
      ...own.connections.filter(({ name }) => !plan.connections.some((each) => each.name === name)),
    ],
    loops: [
      ...plan.loops,
      ...own.loops.map((loop) => ({
        ...loop,
        node: loop.node + offsets.nodes,
        ...(loop.to === undefined ? {} : { to: loop.to + offsets.nodes }),
      })),
    ],
    services: [
      ...(plan.services ?? []),
      part,
      ...(own.services ?? []).map((inner) => shiftService({ ...inner, linked: null }, offsets)),
    ],
  };
}

function shiftService(service: PlanService, by: Offsets): PlanService {
  const { output } = service;
  return {
    ...service,
    region: by.region(service.region),
    input: shifted(service.input, by.types),
    output: {
      type: shifted(output.type, by.types),
      value: output.value === null ? null : shiftMapping(output.value, by),
    },
    subscriptions: service.subscriptions.map(({ name, correlation }) => ({
      name,
      correlation: correlation + by.exprs,
    })),
  };
}

/** The trigger of a start that another run makes: as of a call, else the first. */
export function triggerOfCall(plan: Plan): string {
  const { triggers } = plan;
  return (
    (triggers.length > 1 && !triggers.some(({ type }) => type === 'manual') ? triggers[0]?.id : null) ??
    entryOf(plan).trigger
  );
}

/** A call enters a service by its only trigger, else by its manual one, else where it begins without any. */
function entryOf({ triggers, entry }: Plan): { readonly trigger: string; readonly entry: PlanTrigger['entry'] } {
  const chosen = triggers.length === 1 ? triggers[0] : triggers.find(({ type }) => type === 'manual');
  const id = chosen?.id ?? 'manual';
  return { trigger: id, entry: chosen === undefined ? entry : chosen.entry };
}
