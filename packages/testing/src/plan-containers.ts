import type { ContainerBase, LoopBase, Next, OpBase, PlanNode } from '@omniroute/plan';
import type { Interning } from './plan-builder.ts';
import type { NodeSketch } from './plan-sketch.ts';
import { retryOf } from './retry-of.ts';

type Sketch<Op extends NodeSketch['op']> = Extract<NodeSketch, { op: Op }>;

/** Writes a sketched fork or join out. */
export function branchingOf(sketch: Sketch<'fork' | 'join'>, base: OpBase, next: Next, intern: Interning): PlanNode {
  if (sketch.op === 'fork') {
    const branches = Object.entries(sketch.branches).map(([id, to]) => ({ id, next: intern.index(to) }));
    return { ...base, op: 'fork', branches };
  }
  const {
    mode = 'all',
    count,
    cancel_rest = mode !== 'all',
    on_branch_error = mode === 'all' ? 'fail' : 'ignore',
  } = sketch;
  const needed = count === undefined ? null : intern.mapping(count);
  return { ...base, op: 'join', mode, count: needed, cancel_rest, on_branch_error, next };
}

/** Writes a sketched container out. */
export function containerOf(
  sketch: Sketch<'each' | 'while' | 'scope'>,
  base: OpBase,
  next: Next,
  intern: Interning,
): PlanNode {
  const container: ContainerBase = {
    ...base,
    body: intern.body(sketch.id),
    retry: (sketch.retry ?? []).map(retryOf),
    total_ms: sketch.total_ms ?? null,
    next,
  };
  if (sketch.op === 'scope') {
    const { timeout } = sketch;
    return {
      ...container,
      op: 'scope',
      timeout:
        timeout === undefined
          ? null
          : { after: intern.mapping(timeout.after), routed: timeout.to !== undefined, next: intern.index(timeout.to) },
      on_error: sketch.on_error ?? 'compensate',
      on_success: sketch.on_success ?? 'keep',
      mutex: sketch.mutex === undefined ? null : intern.mapping(sketch.mutex),
      output: sketch.output === undefined ? null : intern.mapping(sketch.output),
    };
  }
  const { tolerate } = sketch;
  const loop: LoopBase = {
    ...container,
    max_iterations: sketch.max_iterations ?? null,
    until: sketch.until === undefined ? null : intern.expr(sketch.until),
    on_item_error: sketch.on_item_error ?? 'fail',
    tolerate: tolerate === undefined ? null : { count: tolerate.count ?? null, percent: tolerate.percent ?? null },
    collect: sketch.collect === undefined ? null : intern.mapping(sketch.collect),
  };
  if (sketch.op === 'each') {
    const { items = '${ input }', concurrency = 1, batch = null } = sketch;
    return { ...loop, op: 'each', items: intern.mapping(items), concurrency, batch };
  }
  const condition = sketch.condition === undefined ? null : intern.expr(sketch.condition);
  return { ...loop, op: 'while', condition, times: sketch.times === undefined ? null : intern.mapping(sketch.times) };
}
