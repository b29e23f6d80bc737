import type { ContainerBase, PlanNode } from '@omniroute/plan';
import { nextAttempt } from '../next-attempt.ts';
import type { Run } from '../run/run.ts';
import type { Failure, Token } from '../state.ts';

/** What can be tried again as a whole. */
type Tried = Pick<ContainerBase, 'retry' | 'total_ms'>;

/** A container or a call failed: it is tried again as a new visit after a pause, else it fails as any node does. */
export function containerFails(run: Run, token: Token, node: PlanNode & Tried, failure: Failure): void {
  const { clock } = run.state;
  const { count, first } = token.tried ?? { count: 1, first: clock };
  const { error, undone } = failure;
  const next = nextAttempt({
    retry: node.retry,
    code: error.code,
    attempt: count,
    elapsedMs: clock - first,
    totalMs: node.total_ms,
    retryAfterMs: null,
    jitter: 0,
  });
  run.wait(token, false);
  if (!next.retry) return run.fail(token, node, error, undefined, undone);
  const key = token.key ?? '';
  run.setOutput(token, node.id, undefined);
  run.observe({ type: 'visit', node: node.id, key, status: 'failed', error: run.placed(token, node, error) });
  token.tried = { count: count + 1, first };
  run.startTimer({ key: `${key}:retry`, at: clock + next.delayMs, token: token.id, role: 'retry', detail: '' });
}

/** The pause is over: a new visit begins. */
export function tryAgain(run: Run, token: Token): void {
  token.key = null;
  run.state.ready.push(token.id);
}

/** Remembers when the first visit of a container began, as far as it may be tried again. */
export function beginTries(run: Run, token: Token, node: Tried): void {
  if (node.retry.length > 0) token.tried ??= { count: 1, first: run.state.clock };
}
