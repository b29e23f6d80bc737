import type { ActOp } from '@omniroute/plan';
import type { ActivityResult } from '../event.ts';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';
import { counts } from '../undo/entries.ts';

/** Schedules the activity with its mapped input. */
export function enterAct(run: Run, token: Token, node: ActOp): void {
  beginAct(run, token, node, run.begin(token, node));
}

/** The same for a visit that has begun under this key. */
export function beginAct(run: Run, token: Token, node: ActOp, key: string): void {
  const { activity, connection, options } = node.call;
  const input = run.evaluate(token, node.call.input);
  if (!input.ok) return run.fail(token, node, input.error);
  run.observe({ type: 'visit', node: node.id, key, status: 'running', input: input.value });
  run.schedule(
    { key, token: token.id, node: token.node, kind: 'act' },
    { activity, input: input.value, connection, options },
  );
}

/** The activity ended: its output moves the token on, its error is the node's. */
export function endAct(run: Run, token: Token, node: ActOp, result: ActivityResult, attempts: number): void {
  if (!result.ok) {
    if (counts(node, result)) run.remember(token, node, undefined);
    return run.fail(token, node, result.error, attempts);
  }
  run.complete(token, node, { port: 'out', next: node.next, output: result.output, attempts });
}
