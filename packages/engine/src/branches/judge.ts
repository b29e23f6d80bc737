import type { Run } from '../run/run.ts';
import type { OpenFork } from '../state.ts';
import { gatherAt } from './exits.ts';

/** Whether a gather goes on now: enough came, all came that can, or so few are left that it never will. */
export function judge(run: Run, fork: OpenFork, position: number): void {
  const gathering = fork.gathers[position];
  if (gathering === undefined || gathering.stage !== 'open') return;
  const { node } = gatherAt(run.plan.nodes, fork, position);
  const { count, coming, names } = gathering;
  if (node.op !== 'join' || node.mode === 'all') {
    if (coming > 0 || count === 0) return;
    gathering.stage = 'going';
    run.checks.push({ look: 'gathered', fork: fork.id, gather: position, error: null });
    return;
  }
  const needed = node.mode === 'any' ? 1 : (gathering.needed ?? 1);
  if (count < needed && count + coming >= needed) return;
  gathering.stage = 'going';
  const error =
    count >= needed
      ? null
      : {
          code: 'join.unreachable',
          message: `"${node.id}" needs ${needed} of its branches, and only ${count} can arrive.`,
          details: { arrived: names, needed },
        };
  run.checks.push({ look: 'gathered', fork: fork.id, gather: position, error });
}
