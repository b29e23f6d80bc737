import type { JoinOp } from '@omniroute/plan';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';

/** The branches have become one token: who was first, and who came, in that order. */
export function enterJoin(run: Run, token: Token, node: JoinOp): void {
  run.begin(token, node);
  const arrived = [...(token.joined ?? [])];
  run.complete(token, node, { port: 'out', next: node.next, output: { winner: arrived[0] ?? null, arrived } });
}
