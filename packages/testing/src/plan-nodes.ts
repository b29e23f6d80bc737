import { assertNever } from '@omniroute/errors';
import type { OpBase, PlanNode, WaitFor } from '@omniroute/plan';
import type { Interning } from './plan-builder.ts';
import { branchingOf, containerOf } from './plan-containers.ts';
import type { NodeSketch, WaitSketch } from './plan-sketch.ts';
import { retryOf } from './retry-of.ts';

/** Writes a sketched node out; `follower` is where it leads when it does not say. */
export function nodeOf(sketch: NodeSketch, follower: string | null, intern: Interning): PlanNode {
  const to = intern.index(sketch.to === undefined ? follower : sketch.to);
  const base: OpBase = {
    id: sketch.id,
    region: intern.body(sketch.parent),
    errors: (sketch.errors ?? []).map(({ on = null, to: target }) => ({ on, next: intern.index(target) })),
    continue: sketch.continue === undefined ? null : intern.mapping(sketch.continue),
    out: to,
    disabled: sketch.disabled === true,
    gather: null,
    fork: null,
    undo:
      sketch.undo === undefined
        ? null
        : {
            node: intern.index(sketch.undo.by) ?? 0,
            on: sketch.undo.on ?? 'completed',
            reads: { nodes: sketch.undo.reads ?? [], item: sketch.undo.item === true },
          },
    keep: sketch.keep ?? null,
  };
  switch (sketch.op) {
    case 'act':
      return {
        ...base,
        op: 'act',
        next: to,
        call: {
          activity: 'work@1',
          input: intern.mapping(sketch.input ?? {}),
          options: intern.options(sketch.options ?? {}),
          connection: null,
        },
        output: sketch.output === undefined ? null : intern.type(sketch.output),
      };
    case 'decide':
      return {
        ...base,
        op: 'decide',
        mode: sketch.mode ?? 'first',
        arms: sketch.arms.map((arm) => ({ id: arm.id, when: intern.expr(arm.when), next: intern.index(arm.to) })),
        otherwise: sketch.otherwise === undefined ? null : { next: intern.index(sketch.otherwise) },
      };
    case 'fork':
    case 'join':
      return branchingOf(sketch, base, to, intern);
    case 'each':
    case 'while':
    case 'scope':
      return containerOf(sketch, base, to, intern);
    case 'call':
      return callOf(sketch, base, to, intern);
    case 'wait':
      return waitOf(sketch, base, to, intern);
    case 'task':
      return taskOf(sketch, base, intern);
    case 'set':
      return {
        ...base,
        op: 'set',
        next: to,
        assignments: [...assignments(sketch.assign, false, intern), ...assignments(sketch.add, true, intern)],
        value: sketch.value === undefined ? null : intern.mapping(sketch.value),
        output: sketch.output === undefined ? null : intern.type(sketch.output),
      };
    case 'end':
      return {
        ...base,
        op: 'end',
        terminate: sketch.terminate === true,
        status: sketch.status === undefined ? null : intern.mapping(sketch.status),
        output: sketch.output === undefined ? null : intern.mapping(sketch.output),
      };
    case 'raise':
      return {
        ...base,
        op: 'raise',
        code: sketch.code,
        message: intern.mapping(sketch.message ?? 'raised'),
        details: sketch.details === undefined ? null : intern.mapping(sketch.details),
      };
    default:
      return assertNever(sketch);
  }
}

function callOf(
  sketch: Extract<NodeSketch, { op: 'call' }>,
  base: OpBase,
  to: number | null,
  intern: Interning,
): PlanNode {
  const serving = (activity: string) => ({ activity, options: intern.options({}), connection: null });
  return {
    ...base,
    op: 'call',
    service: sketch.service ?? null,
    version: sketch.version ?? null,
    body: intern.service(sketch.service),
    find: serving('find@1'),
    register: serving('register@1'),
    input: intern.mapping(sketch.input ?? {}),
    output: sketch.output === undefined ? null : intern.type(sketch.output),
    max_depth: sketch.max_depth ?? null,
    retry: (sketch.retry ?? []).map(retryOf),
    total_ms: sketch.total_ms ?? null,
    next: to,
  };
}

function assignments(given: Readonly<Record<string, unknown>> | undefined, add: boolean, intern: Interning) {
  return Object.entries(given ?? {}).map(([name, value]) => ({
    slot: intern.slot(name),
    value: intern.mapping(value as never),
    add,
  }));
}

function waitOf(
  sketch: Extract<NodeSketch, { op: 'wait' }>,
  base: OpBase,
  to: number | null,
  intern: Interning,
): PlanNode {
  const several = Object.entries(sketch.events ?? {}).map(([id, { to: target, ...what }]) => ({
    id,
    for: waitFor(what as WaitSketch, intern),
    port: id,
    next: intern.index(target),
  }));
  const one =
    sketch.on === undefined
      ? []
      : [{ id: Object.keys(sketch.on)[0] ?? '', for: waitFor(sketch.on, intern), port: 'out', next: to }];
  return {
    ...base,
    op: 'wait',
    events: [...one, ...several],
    timeout: timeoutOf(sketch.timeout, intern),
    subscribe:
      sketch.subscribe === undefined
        ? null
        : {
            activity: 'subscribe@1',
            input: intern.mapping(sketch.subscribe),
            options: intern.options({}),
            connection: null,
          },
  };
}

function waitFor(sketch: WaitSketch, intern: Interning): WaitFor {
  if ('duration' in sketch) return { on: 'duration', value: intern.mapping(sketch.duration) };
  if ('until' in sketch) return { on: 'until', value: intern.mapping(sketch.until) };
  if ('condition' in sketch) return { on: 'condition', when: intern.expr(sketch.condition) };
  if ('callback' in sketch) return { on: 'callback', type: intern.type(sketch.callback) };
  const { message, correlation, accept = 'any' } = sketch;
  return { on: 'message', name: message, correlation: intern.mapping(correlation), accept, type: null };
}

function taskOf(sketch: Extract<NodeSketch, { op: 'task' }>, base: OpBase, intern: Interning): PlanNode {
  const call = (activity: string) => ({ activity, options: intern.options({}), connection: null });
  return {
    ...base,
    op: 'task',
    task: intern.mapping(sketch.task ?? { title: sketch.id }),
    form: sketch.form === undefined ? null : intern.type(sketch.form),
    outcomes: Object.entries(sketch.outcomes).map(([id, target]) => ({
      id,
      required: sketch.required?.[id] ?? [],
      next: intern.index(target),
    })),
    open: call('task.open@1'),
    close: call('task.close@1'),
    escalate: call('task.escalate@1'),
    due: sketch.due === undefined ? null : intern.mapping(sketch.due),
    escalation: (sketch.escalation ?? []).map((step) => ({
      after: intern.mapping(step.after),
      to: intern.mapping(step.to),
    })),
    timeout: timeoutOf(sketch.timeout, intern),
  };
}

function timeoutOf(timeout: { readonly after: string; readonly to?: string | null } | undefined, intern: Interning) {
  if (timeout === undefined) return null;
  return { after: intern.mapping(timeout.after), routed: timeout.to !== undefined, next: intern.index(timeout.to) };
}
