import type { CallOp } from '@omniroute/plan';
import { beginTries } from '../bodies/container-fails.ts';
import { beginCall } from '../calls/open-call.ts';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';

/** Calls a service as a part of this run. */
export function enterCall(run: Run, token: Token, node: CallOp): void {
  const key = run.begin(token, node);
  beginTries(run, token, node);
  const input = run.evaluate(token, node.input);
  if (!input.ok) return run.fail(token, node, input.error);
  run.observe({ type: 'visit', node: node.id, key, status: 'running', input: input.value });
  beginCall(run, node, { token, index: token.node, frame: token.frame }, key, input.value);
}
