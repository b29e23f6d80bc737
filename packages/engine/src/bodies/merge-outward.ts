import type { RunError } from '@omniroute/errors';
import { contribute } from '../branches/contribute.ts';
import { inOrder } from '../branches/go-on.ts';
import type { Run } from '../run/run.ts';
import type { Contribution, Frame, Token } from '../state.ts';
import { loopAt } from './loop-ends.ts';

/**
 * A token ends all that is around it, and ends well itself: what it and the branches and turns that are over have
 * contributed is merged as far as the run or the called service. What is cancelled with it contributes nothing.
 */
export function mergeOutward(run: Run, token: Token): RunError | null {
  const { state } = run;
  let wrong: RunError | null = null;
  const merge = (adds: Contribution[], to: Pick<Token, 'frame' | 'branch'>) => {
    for (const [slot, value] of adds.splice(0)) wrong = contribute(run, to, slot, value) ?? wrong;
  };
  let [frame, branch] = [state.frames[token.frame] as Frame, token.branch];
  for (;;) {
    const inner = state.branches[branch ?? -1];
    const fork = state.forks[inner?.fork ?? -1];
    if (inner !== undefined && fork !== undefined) {
      const to = { frame: fork.frame, branch: fork.around };
      for (const one of inOrder(run, fork.branches)) if (one === inner || one.open === 0) merge(one.adds, to);
      branch = fork.around;
      continue;
    }
    const owner = frame.called === undefined ? state.tokens[frame.owner ?? -1] : undefined;
    if (owner === undefined) return wrong;
    const loop = frame.beside === null ? null : loopAt(run, owner.key ?? '');
    if (loop !== null) {
      const own = `i${frame.index ?? 0}`;
      loop.loop.adds[own] = [...(loop.loop.adds[own] ?? []), ...frame.adds.splice(0)];
      const names = Object.keys(loop.loop.adds).sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
      for (const name of names) merge(loop.loop.adds[name] as Contribution[], owner);
    }
    [frame, branch] = [state.frames[owner.frame] as Frame, owner.branch];
  }
}
