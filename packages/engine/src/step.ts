import { assertNever } from '@omniroute/errors';
import type { Observer, Plan } from '@omniroute/plan';
import { tryAgain } from './bodies/container-fails.ts';
import { scopeAt, scopeIsLate } from './bodies/scope-ends.ts';
import { callIsLate } from './calls/end-call.ts';
import { endCallAct } from './calls/open-call.ts';
import type { Command } from './command.ts';
import type { Event, ParentTells } from './event.ts';
import { goOnInstead } from './operator/change-visit.ts';
import { operate, resumeRun } from './operator/operate.ts';
import { endAct, enterAct } from './ops/act.ts';
import { answerTask } from './ops/answer.ts';
import { enterCall } from './ops/call.ts';
import { failWait, fireWaitTimer } from './ops/close-wait.ts';
import { enterDecide } from './ops/decide.ts';
import { enterEach } from './ops/each.ts';
import { enterEnd, enterRaise } from './ops/end.ts';
import { enterFork } from './ops/fork.ts';
import { enterJoin } from './ops/join.ts';
import { deliver } from './ops/mailbox.ts';
import { enterScope } from './ops/scope.ts';
import { enterSet } from './ops/set.ts';
import { endTaskAct, enterTask, fireTaskTimer } from './ops/task.ts';
import { enterWait } from './ops/wait.ts';
import { enterWhile } from './ops/while.ts';
import { endChild, startDue } from './parts/children.ts';
import type { Division } from './parts/divide.ts';
import { failPart } from './parts/fail-part.ts';
import { closeWithdrawn } from './run/cancel.ts';
import { endEarly } from './run/end-early.ts';
import { finishIfDone } from './run/finish.ts';
import { lookAround } from './run/look.ts';
import { outgrew } from './run/outgrew.ts';
import { isParked } from './run/parked.ts';
import { Run } from './run/run.ts';
import { startRun } from './run/start.ts';
import type { State, Token } from './state.ts';
import { proceedRested, reportBack } from './undo/proceed.ts';
import { undoCallAgain } from './undo/undo-call.ts';

/** Work that one activation may do before the engine yields: pure steps, fuel of expressions. */
export interface Budget {
  readonly steps: number;
  readonly fuel: number;
  /** Begin nothing new: what is ready waits for a fresh history, as soon as what is under way has reported back. */
  readonly drain?: boolean;
  /** How loops of very many turns are divided. */
  readonly division?: Division;
}

/** What one step asks of the host, and the fuel it used. */
export interface StepResult {
  readonly commands: readonly Command[];
  readonly spent: number;
}

/**
 * Advances a run: takes the events of one activation (sorted by `sortEvents`) and runs every token that can. Synchronous
 * and pure but for `state`, which it changes in place; the host owns it and may write it as JSON between two steps.
 */
export function step(
  plan: Plan,
  state: State,
  events: readonly Event[],
  budget: Budget,
  observe?: Observer,
): StepResult {
  const run = new Run(plan, state, observe);
  run.division = budget.division ?? null;
  run.drains = budget.drain === true && (!state.full || state.ending === null);
  for (const event of events) {
    state.clock = Math.max(state.clock, event.at);
    accept(run, event);
    lookAround(run);
    if (event.kind === 'operator' || event.kind === 'cancel' || event.kind === 'parent') playHeld(run);
  }
  if (!run.drains && state.counters.rollbacks > 0) proceedRested(run);
  advance(run, budget);
  if (outgrew(run)) advance(run, budget);
  if (state.result === null && state.incident === null) {
    const status = state.paused ? 'paused' : isWaiting(state) ? 'waiting' : 'running';
    if (status !== state.status) {
      state.status = status;
      run.observe({ type: 'run', status });
    }
  }
  return { commands: run.commands, spent: run.spent };
}

/** Whether all that is open waits for something, here and nowhere else. */
function isWaiting({ counters, children }: State): boolean {
  const { live, busy, rollbacks } = counters;
  return live > 0 && busy === 0 && rollbacks === 0 && Object.keys(children).length === 0;
}

/** Runs all that can run, until the run rests or has ended. */
function advance(run: Run, budget: Budget): void {
  do {
    lookAround(run);
    // The end of the run may have begun a service that undoes something.
    runTokens(run, budget);
    finishIfDone(run);
  } while (run.checks.length > 0);
}

function accept(run: Run, event: Event): void {
  const { state } = run;
  // A person is answered even after the end, and while the run is parked: somebody waits for it.
  if (event.kind === 'task') return answerTask(run, event);
  if (event.kind === 'operator') return operate(run, event);
  if (state.result !== null) return;
  if (isHeld(state, event)) return hold(state, event);
  switch (event.kind) {
    case 'start':
      return startRun(run, event);
    case 'cancel':
      if (state.paused) resumeRun(run);
      return endEarly(run, 'cancelled', { code: 'cancelled', message: event.reason });
    case 'parent':
      return hearParent(run, event.tell);
    case 'child':
      return endChild(run, event);
    case 'message': {
      if (state.ending !== null && !isUndoing(state)) return;
      const { id, name, correlation, payload, received_at = event.at } = event;
      return deliver(run, { id, name, correlation, payload, received_at });
    }
    case 'activity':
      return endActivity(run, event);
    case 'timer':
      return fire(run, event.key);
    case 'tick':
      return;
    default:
      return assertNever(event);
  }
}

/** What became of the run of which this workflow does a part. */
function hearParent(run: Run, tell: ParentTells): void {
  if (tell === 'pause') run.state.paused = true;
  else if (run.state.paused) resumeRun(run);
  if (tell === 'cancel') failPart(run, { code: 'cancelled', message: 'The loop was cancelled.' });
}

/** Whether a service is undoing something: it may wait for mail though the run is ending. */
function isUndoing(state: State): boolean {
  return Object.values(state.calls).some(({ entry }) => entry !== undefined);
}

/** A parked run hears of nothing; a paused one of being cancelled, and of what was in flight unless it begins anew. */
function isHeld(state: State, event: Event): boolean {
  if (state.incident !== null || !state.paused) return state.incident !== null;
  const instead = event.kind === 'activity' ? state.pending[event.key]?.instead : undefined;
  return (
    !['activity', 'cancel', 'parent', 'child'].includes(event.kind) || (instead !== undefined && 'again' in instead)
  );
}

/** What comes while a run is parked is kept until it moves again; what nobody waits for is not. */
function hold(state: State, event: Event): void {
  const { held } = state;
  if (event.kind === 'activity' && state.pending[event.key] === undefined) return;
  if (event.kind === 'timer' && state.timers[event.key] === undefined) return;
  const known =
    'key' in event && held.some((other) => other.kind === event.kind && 'key' in other && other.key === event.key);
  if (!known && event.kind !== 'tick' && event.kind !== 'start') held.push(event);
}

/** The run moves again: what came meanwhile comes now, in its order, for as long as nothing parks it anew. */
function playHeld(run: Run): void {
  if (isParked(run.state)) return;
  const held = run.state.held;
  run.state.held = [];
  for (const event of held) {
    accept(run, event);
    lookAround(run);
  }
}

function endActivity(run: Run, event: Extract<Event, { kind: 'activity' }>): void {
  const { state } = run;
  const pending = state.pending[event.key];
  if (pending === undefined) return;
  delete state.pending[event.key];
  state.counters.pending -= 1;
  if (pending.rollback !== undefined) return reportBack(run, pending, event.result, event.attempts);
  if (pending.kind === 'find' || pending.kind === 'register') return endCallAct(run, pending, event.result);
  if (pending.withdrawn !== undefined) return closeWithdrawn(run, pending.node, pending.withdrawn);
  const token = state.tokens[pending.token ?? -1];
  if (token === undefined) return;
  const node = run.node(pending.node);
  if (pending.instead !== undefined && node.op === 'act')
    return goOnInstead(run, { token, node, instead: pending.instead }, event.result, event.attempts);
  const error = event.result.ok ? null : event.result.error;
  switch (pending.kind) {
    case 'act':
      if (node.op === 'act') endAct(run, token, node, event.result, event.attempts);
      return;
    case 'subscribe':
      // The wait may be over by now, and its token elsewhere.
      if (node.op === 'wait' && error !== null && `${token.key}:subscribe` === event.key)
        failWait(run, token, node, error);
      return;
    case 'open':
    case 'close':
    case 'escalate':
      if (node.op === 'task') endTaskAct(run, token, node, pending.kind, error);
      return;
    case 'undo':
      return;
    default:
      return assertNever(pending.kind);
  }
}

function fire(run: Run, key: string): void {
  const timer = run.state.timers[key];
  if (timer === undefined) return;
  delete run.state.timers[key];
  if (timer.role === 'deadline' && timer.detail !== '') {
    const call = run.state.calls[timer.detail];
    if (call !== undefined) callIsLate(run, call);
    return;
  }
  if (timer.role === 'retry' && timer.token === null) return undoCallAgain(run, timer.detail);
  if (timer.role === 'deadline') {
    return endEarly(run, 'failed', { code: 'timeout.service', message: 'The run took longer than its deadline.' });
  }
  const token = timer.token === null ? undefined : run.state.tokens[timer.token];
  if (token === undefined) return;
  if (timer.role === 'retry') return tryAgain(run, token);
  const node = run.node(token.node);
  const scope = node.op === 'scope' ? scopeAt(run, token.key ?? '') : null;
  if (scope !== null) scopeIsLate(run, scope);
  else if (node.op === 'wait') fireWaitTimer(run, token, node, timer);
  else if (node.op === 'task') fireTaskTimer(run, token, node, timer);
}

/**
 * Runs ready tokens, one visit each in turn, until all wait for something, within the budget. They are taken in batches: what
 * a visit adds to the ready ones, or takes from them, never shifts those whose turn it is.
 */
function runTokens(run: Run, budget: Budget): void {
  const { state } = run;
  state.draining = run.drains && (state.ready.length > 0 || state.due.length > 0);
  if (isParked(state) || state.draining) return putBack(state, []);
  startDue(run);
  for (let batch = state.ready.splice(0); batch.length > 0; batch = state.ready.splice(0)) {
    for (let next = 0; next < batch.length; next += 1) {
      if (run.steps >= budget.steps || run.spent >= budget.fuel) {
        putBack(state, batch.slice(next));
        return yieldNow(run);
      }
      const token = state.tokens[batch[next] as number];
      if (token === undefined) continue;
      run.steps += 1;
      enter(run, token);
      if (run.checks.length > 0) lookAround(run);
      if (state.incident !== null) {
        putBack(state, batch.slice(next + 1));
        return stopYield(run);
      }
    }
  }
  startDue(run);
  stopYield(run);
}

/** What is ready stays so in its order, but for tokens that are gone. */
function putBack(state: State, rest: readonly number[]): void {
  state.ready = [...rest, ...state.ready].filter((id) => state.tokens[id] !== undefined);
}

function stopYield(run: Run): void {
  if (run.state.timers.yield !== undefined) run.stopTimer('yield');
}

/** The engine goes on after a moment: one activation may not run for ever. */
function yieldNow(run: Run): void {
  if (run.state.timers.yield !== undefined) return;
  run.state.counters.yields += 1;
  run.startTimer({ key: 'yield', at: run.state.clock + 1, token: null, role: 'yield', detail: '' });
}

function enter(run: Run, token: Token): void {
  const node = run.node(token.node);
  if (node.disabled) {
    run.begin(token, node);
    run.complete(token, node, { port: 'out', next: node.out, output: null, status: 'skipped' });
    return;
  }
  switch (node.op) {
    case 'act':
      return enterAct(run, token, node);
    case 'decide':
      return enterDecide(run, token, node);
    case 'wait':
      return enterWait(run, token, node);
    case 'task':
      return enterTask(run, token, node);
    case 'set':
      return enterSet(run, token, node);
    case 'end':
      return enterEnd(run, token, node);
    case 'raise':
      return enterRaise(run, token, node);
    case 'fork':
      return enterFork(run, token, node);
    case 'join':
      return enterJoin(run, token, node);
    case 'each':
      return enterEach(run, token, node);
    case 'while':
      return enterWhile(run, token, node);
    case 'scope':
      return enterScope(run, token, node);
    case 'call':
      return enterCall(run, token, node);
    default:
      return assertNever(node);
  }
}
