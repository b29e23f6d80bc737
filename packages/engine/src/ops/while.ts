import type { WhileOp } from '@omniroute/plan';
import { beginTries } from '../bodies/container-fails.ts';
import { nextTurns } from '../bodies/turns.ts';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';
import { openLoop } from './each.ts';

/** Turn after turn while its condition holds, or a number of times. */
export function enterWhile(run: Run, token: Token, node: WhileOp): void {
  const key = run.begin(token, node);
  beginTries(run, token, node);
  run.observe({ type: 'visit', node: node.id, key, status: 'running' });
  const times = node.times === null ? null : run.evaluate(token, node.times);
  if (times !== null && !times.ok) return run.fail(token, node, times.error);
  if (times !== null && !Number.isInteger(times.value))
    return run.fail(token, node, { code: 'expression', message: `"${node.id}" needs a whole number of times.` });
  const loop = openLoop(run, token, key, { items: [], total: times === null ? null : Number(times.value), vars: null });
  nextTurns(run, { loop, token, node });
}
