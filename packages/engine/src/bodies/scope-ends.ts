import type { RunError } from '@omniroute/errors';
import type { ScopeOp } from '@omniroute/plan';
import { handUp, keep } from '../branches/hand-up.ts';
import type { Run } from '../run/run.ts';
import type { Failure, Frame, OpenScope, Rollback, Token } from '../state.ts';
import { rollBack } from '../undo/roll-back.ts';
import { containerFails } from './container-fails.ts';
import { releaseMutex } from './mutex.ts';
import { inside, openFrame } from './open-frame.ts';

/** An open scope with its token and its node. */
export interface ScopeAt {
  readonly scope: OpenScope;
  readonly token: Token;
  readonly node: ScopeOp;
}

/** The scope of a visit key, or `null` if it is over. */
export function scopeAt(run: Run, key: string): ScopeAt | null {
  const scope = run.state.scopes[key];
  const token = run.state.tokens[scope?.token ?? -1];
  const node = token === undefined ? undefined : run.node(token.node);
  return scope === undefined || token === undefined || node?.op !== 'scope' ? null : { scope, token, node };
}

/** The scope's body begins. */
export function openScope(run: Run, at: ScopeAt): void {
  const { scope, token, node } = at;
  if (scope.ending || scope.frame !== null) return;
  const opened = openFrame(run, token, node.body, null);
  if (opened.ok) scope.frame = opened.frame.id;
  else failScope(run, at, { error: opened.error, undone: false });
}

/** Nothing is open in the scope's frame: it ended well, if its output can be had. */
export function endScope(run: Run, at: ScopeAt, frame: Frame): void {
  const { scope, token, node } = at;
  if (scope.ending) return;
  const output = node.output === null ? null : run.evaluate(inside(run, token, frame), node.output);
  if (output !== null && !output.ok) return failScope(run, at, { error: output.error, undone: false });
  if (node.on_success === 'keep') handUp(run, frame, token);
  close(run, at);
  run.complete(token, node, { port: 'out', next: node.next, output: output === null ? {} : output.value });
}

/** The scope fails, or is `late`: what is under way is cancelled, and what was done is undone or handed on. */
export function failScope(run: Run, { scope, token, node }: ScopeAt, failure: Failure, late = false): void {
  if (scope.ending) return;
  scope.ending = true;
  run.stopTimer(`${scope.key}:timeout`);
  const frame = run.state.frames[scope.frame ?? -1];
  const { error } = failure;
  const then = { go: 'scope_fails', key: scope.key, failure, late } as const;
  const undo = node.on_error === 'compensate';
  rollBack(run, { frame: frame?.id ?? token.frame, error, undo, then }, frame === undefined ? [] : [frame]);
}

/** The scope took too long. */
export function scopeIsLate(run: Run, at: ScopeAt): void {
  const { token, node } = at;
  const error: RunError = { code: 'timeout.scope', message: `"${node.id}" did not end in time.` };
  failScope(run, at, { error: run.placed(token, node, error), undone: false }, true);
}

/** Everything in the scope is settled and undone: it leaves by `timeout`, is tried again, or fails as a node. */
export function scopeFails(run: Run, at: ScopeAt, rollback: Rollback, failure: Failure, late: boolean): void {
  const { token, node } = at;
  const { error } = failure;
  keep(run, rollback.kept, token);
  close(run, at);
  if (late && node.timeout?.routed === true) {
    run.wait(token, false);
    run.setOutput(token, node.id, undefined);
    run.complete(token, node, { port: 'timeout', next: node.timeout.next, error });
    return;
  }
  containerFails(run, token, node, { error, undone: failure.undone || rollback.undone });
}

function close(run: Run, { scope }: ScopeAt): void {
  run.stopTimer(`${scope.key}:timeout`);
  if (scope.frame !== null) delete run.state.frames[scope.frame];
  delete run.state.scopes[scope.key];
  releaseMutex(run, scope);
}
