import type { Json } from '@omniroute/primitives';
import type { ActOp } from './ops.ts';
import type { Plan } from './plan.ts';

/**
 * A plan that does one step of another and nothing else, with an input that is given: its call as it is, once, without retry and
 * without whatever follows it or catches its errors. `null`: it has no such step, or one that has no effect of its own.
 */
export function oneStepPlan(plan: Plan, id: string, input: Json): Plan | null {
  const found = plan.nodes.find((node): node is ActOp => node.op === 'act' && node.id === id);
  const options = found === undefined ? undefined : plan.options[found.call.options];
  if (found === undefined || options === undefined) return null;
  const node: ActOp = {
    ...found,
    region: 0,
    errors: [],
    continue: null,
    out: null,
    disabled: false,
    gather: null,
    fork: null,
    undo: null,
    // Nothing reads it, and somebody wants to see all of it.
    keep: null,
    call: { ...found.call, input: { value: input, holes: [] }, options: 0 },
    next: null,
  };
  return {
    abi: plan.abi,
    exprs: [],
    types: plan.types,
    nodes: [node],
    regions: [{ parent: null, op: 'run', owner: null, entry: 0 }],
    slots: [],
    options: [{ ...options, retry: [] }],
    triggers: [],
    messages: [],
    subscriptions: [],
    entry: 0,
    input: null,
    output: { type: null, value: null },
    error_policy: 'fail',
    deadline_ms: null,
    business_keys: [],
    connections: plan.connections.filter(({ name }) => name === found.call.connection),
    loops: [],
    limits: plan.limits,
    map: { [id]: plan.map[id] ?? '' },
  };
}
