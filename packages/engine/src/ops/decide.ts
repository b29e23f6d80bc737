import type { DecideOp } from '@omniroute/plan';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';

/** Takes the first arm that holds, or every one in mode `all`; all conditions are evaluated before any branch starts. */
export function enterDecide(run: Run, token: Token, node: DecideOp): void {
  run.begin(token, node);
  const taken: DecideOp['arms'][number][] = [];
  for (const arm of node.arms) {
    const held = run.holds(token, arm.when);
    if (!held.ok) return run.fail(token, node, held.error);
    if (held.value) taken.push(arm);
    if (held.value && node.mode === 'first') break;
  }
  const [first, ...others] = taken;
  if (first === undefined) {
    if (node.otherwise === null)
      return run.fail(token, node, { code: 'no_branch', message: `No branch of "${node.id}" holds.` });
    const output = node.mode === 'first' ? { branch: 'default' } : { branches: ['default'] };
    run.complete(token, node, { port: 'default', next: node.otherwise.next, output });
    return;
  }
  // A token for each arm; the one that came takes the first.
  for (const arm of others) {
    const limit = run.turn(token, node, arm.id, arm.next);
    if (limit !== null) return run.fail(token, node, limit);
  }
  const output = node.mode === 'first' ? { branch: first.id } : { branches: taken.map((arm) => arm.id) };
  const { frame, error } = token;
  if (!run.complete(token, node, { port: first.id, next: first.next, output })) return;
  for (const arm of others) run.spawn(arm.next, frame, error);
}
