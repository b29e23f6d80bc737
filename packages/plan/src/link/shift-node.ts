import { assertNever } from '@omniroute/errors';
import type { ActivityCall, CallOp, Gather, OpBase, PlanNode, TaskOp, WaitOp } from '../ops.ts';
import type { Mapping, Next } from '../plan.ts';

/** How far the parts of a plan are moved when it becomes a part of another. */
export interface Offsets {
  readonly nodes: number;
  readonly exprs: number;
  readonly types: number;
  readonly options: number;
  readonly slots: number;
  /** Index of a region of its own in the other plan. */
  region(own: number): number;
}

/** A node of a plan as it stands in another that the plan has become a part of. */
export function shiftNode(node: PlanNode, by: Offsets): PlanNode {
  const base = baseOf(node, by);
  const next = (to: Next) => shifted(to, by.nodes);
  const mapping = (given: Mapping) => shiftMapping(given, by);
  const optional = (given: Mapping | null) => (given === null ? null : mapping(given));
  switch (node.op) {
    case 'act':
      return {
        ...node,
        ...base,
        call: callOf(node.call, by),
        output: shifted(node.output, by.types),
        next: next(node.next),
      };
    case 'decide':
      return {
        ...node,
        ...base,
        arms: node.arms.map((arm) => ({ ...arm, when: arm.when + by.exprs, next: next(arm.next) })),
        otherwise: node.otherwise === null ? null : { next: next(node.otherwise.next) },
      };
    case 'fork':
      return {
        ...node,
        ...base,
        branches: node.branches.map((branch) => ({ ...branch, next: next(branch.next) })),
      };
    case 'join':
      return { ...node, ...base, count: optional(node.count), next: next(node.next) };
    case 'each':
    case 'while': {
      const loop = {
        ...base,
        body: by.region(node.body),
        until: shifted(node.until, by.exprs),
        collect: optional(node.collect),
        next: next(node.next),
      };
      if (node.op === 'each') return { ...node, ...loop, items: mapping(node.items) };
      return { ...node, ...loop, condition: shifted(node.condition, by.exprs), times: optional(node.times) };
    }
    case 'scope':
      return {
        ...node,
        ...base,
        body: by.region(node.body),
        timeout: timeoutOf(node.timeout, by),
        mutex: optional(node.mutex),
        output: optional(node.output),
        next: next(node.next),
      };
    case 'call':
      return { ...node, ...base, ...calledOf(node, by) };
    case 'wait':
      return { ...node, ...base, ...waitOf(node, by) };
    case 'task':
      return { ...node, ...base, ...taskOf(node, by) };
    case 'set':
      return {
        ...node,
        ...base,
        assignments: node.assignments.map(({ slot, value, add }) => ({
          slot: slot + by.slots,
          value: mapping(value),
          add,
        })),
        value: optional(node.value),
        output: shifted(node.output, by.types),
        next: next(node.next),
      };
    case 'end':
      return { ...node, ...base, status: optional(node.status), output: optional(node.output) };
    case 'raise':
      return { ...node, ...base, message: mapping(node.message), details: optional(node.details) };
    default:
      return assertNever(node);
  }
}

/** A mapping as it stands in the other plan. */
export function shiftMapping({ value, holes }: Mapping, { exprs }: Pick<Offsets, 'exprs'>): Mapping {
  return { value, holes: holes.map(([pointer, expr]) => [pointer, expr + exprs] as const) };
}

/** An index that may be absent, moved. */
export function shifted(index: number | null, by: number): number | null {
  return index === null ? null : index + by;
}

function baseOf(node: PlanNode, by: Offsets): Omit<OpBase, 'id' | 'disabled' | 'keep'> {
  const { errors, out, gather, fork, undo } = node;
  return {
    region: by.region(node.region),
    errors: errors.map(({ on, next }) => ({ on, next: shifted(next, by.nodes) })),
    continue: node.continue === null ? null : shiftMapping(node.continue, by),
    out: shifted(out, by.nodes),
    gather: gather === null ? null : gatherOf(gather, by),
    fork: fork === null ? null : { ...fork, joins: fork.joins.map((join) => join + by.nodes) },
    undo: undo === null ? null : { ...undo, node: undo.node + by.nodes },
  };
}

function gatherOf(gather: Gather, { nodes }: Offsets): Gather {
  const fork = gather.fork + nodes;
  return gather.by === 'edges'
    ? { ...gather, fork }
    : { ...gather, fork, reach: gather.reach.map((node) => node + nodes) };
}

function callOf(call: ActivityCall, by: Offsets): ActivityCall {
  return { ...servingOf(call, by), input: shiftMapping(call.input, by) };
}

function servingOf<Call extends Omit<ActivityCall, 'input'>>(call: Call, { options }: Offsets): Call {
  return { ...call, options: call.options + options };
}

function timeoutOf(timeout: WaitOp['timeout'], by: Offsets): WaitOp['timeout'] {
  if (timeout === null) return null;
  return { ...timeout, after: shiftMapping(timeout.after, by), next: shifted(timeout.next, by.nodes) };
}

function calledOf(node: CallOp, by: Offsets) {
  return {
    body: node.body === null ? null : by.region(node.body),
    find: servingOf(node.find, by),
    register: servingOf(node.register, by),
    input: shiftMapping(node.input, by),
    output: shifted(node.output, by.types),
    next: shifted(node.next, by.nodes),
  };
}

function waitOf(node: WaitOp, by: Offsets) {
  return {
    events: node.events.map((event) => ({
      ...event,
      for: waitForOf(event.for, by),
      next: shifted(event.next, by.nodes),
    })),
    timeout: timeoutOf(node.timeout, by),
    subscribe: node.subscribe === null ? null : callOf(node.subscribe, by),
  };
}

function waitForOf(what: WaitOp['events'][number]['for'], by: Offsets): WaitOp['events'][number]['for'] {
  switch (what.on) {
    case 'duration':
    case 'until':
      return { ...what, value: shiftMapping(what.value, by) };
    case 'condition':
      return { ...what, when: what.when + by.exprs };
    case 'message':
      return { ...what, correlation: shiftMapping(what.correlation, by), type: shifted(what.type, by.types) };
    case 'callback':
      return { ...what, type: shifted(what.type, by.types) };
    default:
      return assertNever(what);
  }
}

function taskOf(node: TaskOp, by: Offsets) {
  return {
    task: shiftMapping(node.task, by),
    form: shifted(node.form, by.types),
    outcomes: node.outcomes.map((outcome) => ({ ...outcome, next: shifted(outcome.next, by.nodes) })),
    open: servingOf(node.open, by),
    close: servingOf(node.close, by),
    escalate: servingOf(node.escalate, by),
    due: node.due === null ? null : shiftMapping(node.due, by),
    escalation: node.escalation.map(({ after, to }) => ({
      after: shiftMapping(after, by),
      to: shiftMapping(to, by),
    })),
    timeout: timeoutOf(node.timeout, by),
  };
}
