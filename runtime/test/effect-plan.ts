import type { Plan } from '@omniroute/plan';
import { type PlanSketch, planOf } from '@omniroute/testing';

/** A hand-written plan whose effects are those that the test runtime answers. */
export function effectPlan(sketch: PlanSketch): Plan {
  const written = planOf(sketch);
  const nodes = written.nodes.map((node) =>
    node.op === 'act' ? { ...node, call: { ...node.call, activity: 'http_request@1' } } : node,
  );
  return { ...written, nodes };
}
