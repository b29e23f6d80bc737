import type { DecideOp } from '@omniroute/plan';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';

/** Takes the first arm that holds, or every one in mode `all`; all conditions are evaluated before any branch starts. */
export function enterDecide(run: Run, token: Token, node: DecideOp): void {
  run.begin(token, node);
  const taken: DecideOp['arms'][number][] = [];
  for (const arm of node.arms) {
    const held = run.evaluateExpr(token, arm.when);
    if (!held.ok) return run.fail(token, node, held.error);
    if (held.value === true) taken.push(arm);
    if (taken.length > 0 && node.mode === 'first') break;
  }
  if (taken.length === 0) {
    if (node.otherwise === null) return run.fail(token, node, { code: 'no_branch', message: `No branch of "${node.id}" holds.` });
    const output = node.mode === 'first' ? { branch: 'default' } : { branches: ['default'] };
    return run.complete(token, node, { port: 'default', next: node.otherwise.next, output });
  }
  const [first, ...others] = taken as [DecideOp['arms'][number], ...DecideOp['arms']];
  const output = node.mode === 'first' ? { branch: first.id } : { branches: taken.map((arm) => arm.id) };
  for (const arm of others) run.spawn(arm.next, token.frame, token.error);
  run.complete(token, node, { port: first.id, next: first.next, output });
}
