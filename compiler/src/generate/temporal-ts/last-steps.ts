import { exitsOf } from './fork-form.ts';
import type { Project } from './project.ts';

/** Steps of a container's inside at which it may end well. */
export function lastSteps(project: Project, region: number): readonly number[] {
  return [...project.plan.nodes.keys()].filter((index) => {
    const node = project.node(index);
    if (node.region !== region || node.op === 'raise' || isUndo(project, index)) return false;
    return node.op === 'end' || exitsOf(node).includes(null);
  });
}

function isUndo(project: Project, index: number): boolean {
  return project.plan.nodes.some((node) => node.undo?.node === index);
}
