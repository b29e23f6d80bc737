import type { DecideOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { type Exit, leaveBy } from '../branches/open-fork.ts';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';

/** Takes the first arm that holds, or every one in mode `all`; all conditions are evaluated before any branch starts. */
export function enterDecide(run: Run, token: Token, node: DecideOp): void {
  run.begin(token, node);
  const taken: Exit[] = [];
  for (const [index, arm] of node.arms.entries()) {
    const held = run.holds(token, arm.when);
    if (!held.ok) return run.fail(token, node, held.error);
    if (held.value) taken.push({ index, port: arm.id, next: arm.next });
    if (held.value && node.mode === 'first') break;
  }
  if (taken.length === 0) {
    if (node.otherwise === null)
      return run.fail(token, node, { code: 'no_branch', message: `No branch of "${node.id}" holds.` });
    taken.push({ index: node.arms.length, port: 'default', next: node.otherwise.next });
  }
  const names = taken.map((exit) => exit.port);
  const [{ port, next }] = taken as [Exit];
  const output: Json = node.mode === 'first' ? { branch: port } : { branches: names };
  if (node.fork === null && taken.length === 1) run.complete(token, node, { port, next, output });
  else leaveBy(run, token, node, taken, output);
}
