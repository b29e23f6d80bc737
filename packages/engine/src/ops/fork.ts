import type { ForkOp } from '@omniroute/plan';
import { leaveBy } from '../branches/open-fork.ts';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';

/** Starts a token for each branch. */
export function enterFork(run: Run, token: Token, node: ForkOp): void {
  run.begin(token, node);
  const exits = node.branches.map(({ id, next }, index) => ({ index, port: id, next }));
  leaveBy(run, token, node, exits, undefined);
}
