import type { Plan } from '@omniroute/plan';
import { type PlanSketch, planOf } from '@omniroute/testing';

/** A hand-written plan whose effects are those that the test runtime answers. */
export function effectPlan(sketch: PlanSketch): Plan {
  const written = planOf(sketch);
  const nodes = written.nodes.map((node) => {
    if (node.op === 'act') return { ...node, call: { ...node.call, activity: 'http_request@1' } };
    if (node.op === 'task') {
      const serving = (verb: 'open' | 'close' | 'escalate') => ({ ...node[verb], activity: `human_task.${verb}@1` });
      return { ...node, open: serving('open'), close: serving('close'), escalate: serving('escalate') };
    }
    if (node.op !== 'call') return node;
    return {
      ...node,
      find: { ...node.find, activity: 'subflow.find@1' },
      register: { ...node.register, activity: 'omniroute.subscribe@1' },
    };
  });
  return { ...written, nodes };
}
