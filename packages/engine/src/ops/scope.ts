import type { ScopeOp } from '@omniroute/plan';
import { beginTries } from '../bodies/container-fails.ts';
import { mutexName, takeMutex } from '../bodies/mutex.ts';
import { openScope } from '../bodies/scope-ends.ts';
import type { Run } from '../run/run.ts';
import type { OpenScope, Token } from '../state.ts';
import { dueAt } from './instants.ts';

/** Enters a scope: its timeout counts from here, its body begins as soon as it has its mutex. */
export function enterScope(run: Run, token: Token, node: ScopeOp): void {
  const key = run.begin(token, node);
  beginTries(run, token, node);
  const { clock, scopes } = run.state;
  const after = node.timeout === null ? null : run.evaluate(token, node.timeout.after);
  const due = after === null || !after.ok ? after : dueAt(after.value, clock);
  if (due !== null && !due.ok) return run.fail(token, node, due.error);
  const mutex = node.mutex === null ? null : run.evaluate(token, node.mutex);
  if (mutex !== null && !mutex.ok) return run.fail(token, node, mutex.error);
  const scope: OpenScope = {
    key,
    token: token.id,
    frame: null,
    mutex: mutex === null ? null : mutexName(run, run.frame(token), mutex.value),
    ending: false,
    rollbacks: {},
  };
  scopes[key] = scope;
  run.wait(token, true);
  if (due !== null) run.startTimer({ key: `${key}:timeout`, at: due.at, token: token.id, role: 'timeout', detail: '' });
  const free = takeMutex(run, scope);
  run.observe({ type: 'visit', node: node.id, key, status: free ? 'running' : 'waiting' });
  if (free) openScope(run, { scope, token, node });
}
