import { assertNever } from '@omniroute/errors';
import type { Observer, Plan } from '@omniroute/plan';
import type { Command } from './command.ts';
import type { Event } from './event.ts';
import { endAct, enterAct } from './ops/act.ts';
import { answerTask } from './ops/answer.ts';
import { failWait, fireWaitTimer } from './ops/close-wait.ts';
import { enterDecide } from './ops/decide.ts';
import { enterEnd, enterRaise } from './ops/end.ts';
import { deliver } from './ops/mailbox.ts';
import { enterSet } from './ops/set.ts';
import { endTaskAct, enterTask, fireTaskTimer } from './ops/task.ts';
import { enterWait } from './ops/wait.ts';
import { finishIfDone } from './run/finish.ts';
import { Run } from './run/run.ts';
import { startRun } from './run/start.ts';
import type { State, Token } from './state.ts';

/** Work that one activation may do before the engine yields: pure steps, fuel of expressions. */
export interface Budget {
  readonly steps: number;
  readonly fuel: number;
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
  for (const event of events) {
    state.clock = Math.max(state.clock, event.at);
    accept(run, event);
  }
  runTokens(run, budget);
  finishIfDone(run);
  if (state.result === null) {
    const status = state.counters.live > 0 && state.counters.busy === 0 ? 'waiting' : 'running';
    if (status !== state.status) {
      state.status = status;
      run.observe({ type: 'run', status });
    }
  }
  return { commands: run.commands, spent: run.spent };
}

function accept(run: Run, event: Event): void {
  const { state } = run;
  // A person is answered even after the end: somebody waits for it.
  if (event.kind === 'task') return answerTask(run, event);
  if (state.result !== null) return;
  switch (event.kind) {
    case 'start':
      return startRun(run, event);
    case 'cancel':
      return run.endEarly('cancelled', { code: 'cancelled', message: event.reason });
    case 'message': {
      if (state.ending !== null) return;
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

function endActivity(run: Run, event: Extract<Event, { kind: 'activity' }>): void {
  const pending = run.state.pending[event.key];
  if (pending === undefined) return;
  delete run.state.pending[event.key];
  run.state.counters.pending -= 1;
  const token = run.state.tokens[pending.token];
  if (token === undefined) return;
  const node = run.node(pending.node);
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
    default:
      return assertNever(pending.kind);
  }
}

function fire(run: Run, key: string): void {
  const timer = run.state.timers[key];
  if (timer === undefined) return;
  delete run.state.timers[key];
  if (timer.role === 'deadline') {
    return run.endEarly('failed', { code: 'timeout.service', message: 'The run took longer than its deadline.' });
  }
  const token = timer.token === null ? undefined : run.state.tokens[timer.token];
  if (token === undefined) return;
  const node = run.node(token.node);
  if (node.op === 'wait') fireWaitTimer(run, token, node, timer);
  else if (node.op === 'task') fireTaskTimer(run, token, node, timer);
}

/** Runs ready tokens, one visit each in turn, until all wait for something, within the budget. */
function runTokens(run: Run, budget: Budget): void {
  const { tokens, ready, timers } = run.state;
  let next = 0;
  for (; next < ready.length; next += 1) {
    if (run.steps >= budget.steps || run.spent >= budget.fuel) {
      ready.splice(0, next);
      return yieldNow(run);
    }
    const token = tokens[ready[next] as number];
    if (token === undefined) continue;
    run.steps += 1;
    enter(run, token);
  }
  ready.length = 0;
  if (timers.yield !== undefined) run.stopTimer('yield');
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
    case 'join':
    case 'each':
    case 'while':
    case 'scope':
      throw new Error(`The compiler gives no op "${node.op}" yet`);
    default:
      return assertNever(node);
  }
}
