import { loopAt } from '../bodies/loop-ends.ts';
import { failScope, scopeAt } from '../bodies/scope-ends.ts';
import { failTurn } from '../bodies/turns.ts';
import { counted, gatherAt } from '../branches/exits.ts';
import { failGather } from '../branches/go-on.ts';
import { failCall } from '../calls/end-call.ts';
import type { Branch, Failure, OpenFork, Token } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import { endEarly } from './end-early.ts';
import { branchesAround } from './places.ts';
import type { Run } from './run.ts';

/** An error goes outward (LANGUAGE.md section 7): the join of its branch decides, the loop, the scope, at last the run. */
export function failPlace(run: Run, at: Pick<Token, 'frame' | 'branch'>, failure: Failure): void {
  const { state } = run;
  const frame = state.frames[at.frame];
  // Its place was cancelled meanwhile: nobody is left to tell.
  if (frame === undefined || (at.branch !== null && state.branches[at.branch] === undefined)) return;
  for (const branch of branchesAround(state, at.branch)) {
    if (branch.settling) return;
    const fork = state.forks[branch.fork] as OpenFork;
    const position = decider(run, fork, branch);
    if (position === null) continue;
    const { node } = gatherAt(run.plan.nodes, fork, position);
    const stage = fork.gathers[position]?.stage;
    if (node.op !== 'join') continue;
    if (node.on_branch_error === 'ignore') return drop(run, fork, branch, failure);
    if (stage === 'open') return failGather(run, fork, position, failure, branch);
    // It was already cancelled with the others.
    if (stage === 'going') return;
  }
  if (frame.called !== undefined) {
    const call = state.calls[frame.called.key];
    if (call !== undefined) failCall(run, call, failure);
    return;
  }
  if (frame.owner === null) return endEarly(run, 'failed', failure.error, { undone: failure.undone });
  const key = state.tokens[frame.owner]?.key ?? '';
  const loop = loopAt(run, key);
  if (loop !== null) return failTurn(run, loop, frame, failure);
  const scope = scopeAt(run, key);
  if (scope !== null) failScope(run, scope, failure);
}

/** Position of the first gather of the fork that lists the branch and that it has not come to. */
function decider(run: Run, fork: OpenFork, branch: Branch): number | null {
  for (const position of fork.gathers.keys()) {
    const { gather } = gatherAt(run.plan.nodes, fork, position);
    if (gather.by === 'branches' && counted(gather, branch.of) > 0 && !branch.through.includes(position))
      return position;
  }
  return null;
}

/** The join does without the branch; what it had done stays on the list. */
function drop(run: Run, fork: OpenFork, branch: Branch, { error }: Failure): void {
  branch.settling = true;
  const then = { go: 'branch_dropped', branch: branch.id } as const;
  rollBack(run, { frame: fork.frame, error, undo: false, then }, [branch]);
}
