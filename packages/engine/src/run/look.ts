import { assertNever } from '@omniroute/errors';
import { loopAt, loopSettled } from '../bodies/loop-ends.ts';
import { endScope, openScope, scopeAt, scopeFails } from '../bodies/scope-ends.ts';
import { endTurn, turnFails } from '../bodies/turns.ts';
import { lookAtComing, looksAgain } from '../branches/coming.ts';
import { branchDropped, closeFork, gathered, gatherFails, goOn } from '../branches/go-on.ts';
import { callSettled, endCall } from '../calls/end-call.ts';
import { beginCall } from '../calls/open-call.ts';
import type { Rollback } from '../state.ts';
import { forget, rollBack } from '../undo/roll-back.ts';
import type { Check } from './check.ts';
import { failPlace } from './fail-place.ts';
import { countOpen } from './places.ts';
import type { Run } from './run.ts';

/** Looks at everything that has changed, until nothing follows from it. While a run is parked nothing does. */
export function lookAround(run: Run): void {
  const { checks } = run;
  for (let next = 0; next < checks.length; next += 1) look(run, checks[next] as Check);
  checks.length = 0;
}

function look(run: Run, check: Check): void {
  const { state } = run;
  switch (check.look) {
    case 'branch':
      return lookAtBranch(run, check.branch);
    case 'frame':
      return lookAtFrame(run, check.frame);
    case 'gathered': {
      const fork = state.forks[check.fork];
      if (fork !== undefined) gathered(run, fork, check.gather, check.error);
      return;
    }
    case 'failed':
      return failPlace(run, check, check.failure);
    case 'granted': {
      const scope = scopeAt(run, check.scope);
      if (scope === null) return;
      const { key } = scope.scope;
      run.observe({ type: 'visit', node: scope.node.id, key, status: 'running' });
      return openScope(run, scope);
    }
    case 'cancelled': {
      const frame = state.frames[state.calls[check.call]?.frame ?? -1];
      if (frame === undefined) return;
      const { undo, error } = check;
      return rollBack(run, { frame: frame.id, error, undo, then: { go: 'call_cancelled', key: check.call } }, [frame]);
    }
    case 'undo': {
      const node = run.node(check.index);
      const rollback = state.rollbacks[check.undo.rollback];
      if (node.op !== 'call' || rollback === undefined) return;
      const caller = { token: null, index: check.index, frame: rollback.frame, undo: check.undo };
      return beginCall(run, node, caller, check.key, check.input);
    }
    case 'settled': {
      const rollback = state.rollbacks[check.rollback];
      if (rollback === undefined) return;
      forget(run, rollback);
      return settled(run, rollback);
    }
    default:
      return assertNever(check);
  }
}

function lookAtBranch(run: Run, id: number): void {
  const { state } = run;
  const branch = state.branches[id];
  const fork = state.forks[branch?.fork ?? -1];
  if (branch === undefined || fork === undefined) return;
  lookAtComing(run, fork, branch);
  // A gather that has enough is on its way: the fork is not over before it went on.
  if (fork.open > 0 || fork.gathers.some((gathering) => gathering.stage === 'going')) return;
  const around = { frame: fork.frame, branch: fork.around };
  const wrong = closeFork(run, fork);
  if (wrong !== null) {
    const { id: node } = run.node(fork.node);
    run.checks.push({ look: 'failed', ...around, failure: { error: { ...wrong, node }, undone: false } });
  }
  const place = countOpen(state, around, -1);
  if (fork.around !== null) looksAgain(run, fork.around, fork.node, null);
  else if (place.open === 0 && fork.frame !== 0) run.checks.push({ look: 'frame', frame: fork.frame });
}

function lookAtFrame(run: Run, id: number): void {
  const frame = run.state.frames[id];
  if (frame === undefined || frame.open > 0 || frame.settling) return;
  const call = frame.called === undefined ? undefined : run.state.calls[frame.called.key];
  if (call !== undefined) return endCall(run, call, frame);
  const key = run.state.tokens[frame.owner ?? -1]?.key ?? '';
  const loop = loopAt(run, key);
  if (loop !== null) return loop.loop.ending ? undefined : endTurn(run, loop, frame);
  const scope = scopeAt(run, key);
  if (scope !== null) endScope(run, scope, frame);
}

/** Goes on with what waited for a rollback. */
function settled(run: Run, rollback: Rollback): void {
  const { state } = run;
  const { then } = rollback;
  switch (then.go) {
    case 'join':
    case 'join_fails': {
      const fork = state.forks[then.fork];
      if (fork === undefined) return;
      if (then.go === 'join') return goOn(run, fork, then.gather);
      return gatherFails(run, fork, then.gather, then.failure, rollback);
    }
    case 'branch_dropped': {
      const branch = state.branches[then.branch];
      if (branch !== undefined) branchDropped(run, branch, rollback);
      return;
    }
    case 'turn_fails': {
      const frame = state.frames[then.frame];
      const loop = loopAt(run, state.tokens[frame?.owner ?? -1]?.key ?? '');
      if (frame !== undefined && loop !== null) turnFails(run, loop, frame, then.failure, rollback);
      return;
    }
    case 'loop_ends':
    case 'loop_fails': {
      const loop = loopAt(run, then.key);
      if (loop !== null) loopSettled(run, loop, rollback, then.go === 'loop_ends' ? null : then.failure);
      return;
    }
    case 'scope_fails': {
      const scope = scopeAt(run, then.key);
      if (scope !== null) scopeFails(run, scope, rollback, then.failure, then.late);
      return;
    }
    case 'call_fails':
    case 'call_ends':
    case 'call_cancelled': {
      const call = state.calls[then.key];
      if (call !== undefined) callSettled(run, call, rollback);
      return;
    }
    case 'run_ends': {
      if (state.ending !== null && rollback.undone) state.ending.undone = true;
      // Of a run that ends well nothing is undone, unless its output cannot be had.
      for (const entry of rollback.kept) state.frames[0]?.done.push(entry);
      return;
    }
    default:
      return assertNever(then);
  }
}
