import { releaseMutex } from '../bodies/mutex.ts';
import { serviceIn } from '../calls/home.ts';
import { releaseWait } from '../ops/close-wait.ts';
import { cancelChild } from '../parts/tell-children.ts';
import type { OpenFork, OpenTask, Place, Rollback, Token } from '../state.ts';
import { entryOf } from '../undo/entries.ts';
import { waitFor } from '../undo/proceed.ts';
import { countOpen } from './places.ts';
import type { Run } from './run.ts';

/** Cancels everything in a place and hands what was done there to the rollback; the place itself stays. */
export function cancelPlace(run: Run, place: Place, rollback: Rollback): void {
  for (const id of Object.keys(place.tokens)) {
    const token = run.state.tokens[Number(id)];
    if (token !== undefined) cancelToken(run, token, rollback);
  }
  for (const id of Object.keys(place.forks)) {
    const fork = run.state.forks[Number(id)];
    if (fork !== undefined) cancelFork(run, fork, rollback);
  }
  collect(place, rollback);
}

function collect(place: Place, rollback: Rollback): void {
  const into = rollback.undo ? rollback.entries : rollback.kept;
  for (const entry of place.done.splice(0)) into.push(entry);
  rollback.sorted = false;
}

function cancelFork(run: Run, fork: OpenFork, rollback: Rollback): void {
  const { state } = run;
  absorb(run, fork.rollbacks, rollback);
  for (const id of fork.branches) {
    const branch = state.branches[id];
    if (branch !== undefined) cancelPlace(run, branch, rollback);
    delete state.branches[id];
  }
  delete state.forks[fork.id];
  delete countOpen(state, { frame: fork.frame, branch: fork.around }, -1).forks[fork.id];
}

/** Rollbacks under way inside: what they wait for and have to undo is this one's from now on. */
function absorb(run: Run, ids: Readonly<Record<number, true>>, rollback: Rollback): void {
  const { rollbacks, pending, counters } = run.state;
  for (const id of Object.keys(ids)) {
    const inner = rollbacks[Number(id)];
    if (inner === undefined) continue;
    delete rollbacks[inner.id];
    if (run.state.incident?.rollback === inner.id) run.state.incident.rollback = rollback.id;
    counters.rollbacks -= 1;
    for (const entry of inner.entries) rollback.entries.push(entry);
    for (const entry of inner.kept) (rollback.undo ? rollback.entries : rollback.kept).push(entry);
    rollback.sorted = false;
    for (const key of Object.keys(inner.awaits)) {
      const call = run.state.calls[key];
      if (call !== undefined) {
        call.settles = rollback.id;
        waitFor(rollback, key);
      }
      const child = run.state.children[key];
      if (child !== undefined) {
        child.rollback = rollback.id;
        child.undo ||= rollback.undo;
        waitFor(rollback, key);
      }
      const awaited = pending[key];
      if (awaited === undefined) continue;
      awaited.rollback = rollback.id;
      if (rollback.undo) awaited.undo = true;
      waitFor(rollback, key);
    }
  }
}

function cancelToken(run: Run, token: Token, rollback: Rollback): void {
  const { state } = run;
  const { key } = token;
  if (key !== null) {
    const node = run.node(token.node);
    if (state.timers[`${key}:retry`] !== undefined) run.stopTimer(`${key}:retry`);
    else run.observe({ type: 'visit', node: node.id, key, status: 'cancelled' });
    if (node.op === 'act') cancelEffect(run, token, key, rollback);
    else if (node.op === 'wait') {
      releaseWait(run, token);
      callOff(run, `${key}:subscribe`);
    } else if (state.tasks[key] !== undefined) withdraw(run, state.tasks[key]);
    else if (state.loops[key] !== undefined) cancelLoop(run, key, rollback);
    else if (state.scopes[key] !== undefined) cancelScope(run, key, rollback);
    else if (state.calls[key] !== undefined) cancelCall(run, key, rollback);
  }
  run.remove(token);
}

/** An effect in flight is called off; one that can be undone is waited for. */
function cancelEffect(run: Run, token: Token, key: string, rollback: Rollback): void {
  const pending = callOff(run, key);
  const node = run.node(token.node);
  if (pending === undefined || node.undo === null) return;
  pending.rollback = rollback.id;
  pending.entry = entryOf(run, token, node, undefined);
  if (rollback.undo) pending.undo = true;
  waitFor(rollback, key);
}

function callOff(run: Run, key: string) {
  const pending = run.state.pending[key];
  if (pending === undefined) return undefined;
  pending.token = null;
  run.commands.push({ type: 'cancel', key });
  return pending;
}

/** A task whose place is cancelled: its inbox row is closed, once it is there. The end of a run closes what is left of it. */
function withdraw(run: Run, task: OpenTask): void {
  const { state } = run;
  delete state.tasks[task.key];
  for (const timer of task.timers) run.stopTimer(timer);
  const node = run.node(task.node);
  const opening = state.pending[`${task.key}:open`];
  const closing = state.pending[`${task.key}:close`];
  if (opening !== undefined) opening.token = null;
  if (closing !== undefined) closing.token = null;
  if (state.ending !== null || node.op !== 'task' || closing !== undefined) return;
  run.observe({ type: 'task', node: node.id, key: task.key, state: 'closed' });
  if (opening !== undefined) opening.withdrawn = task.key;
  else closeWithdrawn(run, task.node, task.key);
}

/** Closes the inbox row of a task that nobody needs to answer any more. */
export function closeWithdrawn(run: Run, index: number, task: string): void {
  const node = run.node(index);
  if (node.op !== 'task') return;
  const key = `${task}:close`;
  run.schedule(
    { key, token: null, node: index, kind: 'close' },
    { ...node.close, input: { key: task, state: 'withdrawn', outcome: null } },
  );
}

function cancelLoop(run: Run, key: string, rollback: Rollback): void {
  const { state } = run;
  const loop = state.loops[key];
  if (loop === undefined) return;
  loop.ending = true;
  cancelChild(run, loop, rollback);
  absorb(run, loop.rollbacks, rollback);
  for (const id of Object.keys(loop.frames)) cancelFrame(run, Number(id), rollback);
  delete state.loops[key];
}

/**
 * A called service is cancelled as a run of its own is, so it undoes what it had done, and whoever cancelled it goes on
 * after that. Where everything ends well, or somebody said that nothing is undone, nothing is.
 */
function cancelCall(run: Run, key: string, outer: Rollback): void {
  const { state } = run;
  const call = state.calls[key];
  if (call === undefined) return;
  run.stopTimer(`${key}:deadline`);
  for (const word of ['find', 'register']) callOff(run, `${key}:${word}`);
  const frame = state.frames[call.frame ?? -1];
  if (frame === undefined) {
    delete state.calls[key];
    return;
  }
  call.token = null;
  call.ending = true;
  call.settles = outer.id;
  waitFor(outer, key);
  const [under] = Object.keys(call.rollbacks);
  const inner = under === undefined ? undefined : state.rollbacks[Number(under)];
  if (inner === undefined) {
    const compensates = serviceIn(run.plan, frame.region).error_policy === 'compensate';
    const undo = compensates && (outer.undo || !['run_ends', 'call_ends'].includes(outer.then.go));
    run.checks.push({ look: 'cancelled', call: key, undo, error: outer.error });
    return;
  }
  // It was failing already, or ending: that goes on, for somebody else.
  inner.then = { go: 'call_cancelled', key };
  cancelPlace(run, frame, inner);
}

function cancelScope(run: Run, key: string, rollback: Rollback): void {
  const { state } = run;
  const scope = state.scopes[key];
  if (scope === undefined) return;
  scope.ending = true;
  run.stopTimer(`${key}:timeout`);
  absorb(run, scope.rollbacks, rollback);
  if (scope.frame !== null) cancelFrame(run, scope.frame, rollback);
  delete state.scopes[key];
  releaseMutex(run, scope);
}

function cancelFrame(run: Run, id: number, rollback: Rollback): void {
  const frame = run.state.frames[id];
  if (frame === undefined) return;
  cancelPlace(run, frame, rollback);
  delete run.state.frames[id];
}
