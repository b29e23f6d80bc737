import { assertNever } from '@omniroute/errors';
import type { Observer, Plan } from '@omniroute/plan';
import type { Command } from './command.ts';
import type { Event } from './event.ts';
import { endAct, enterAct } from './ops/act.ts';
import { enterDecide } from './ops/decide.ts';
import { enterEnd, enterRaise, finishIfDone } from './ops/finish.ts';
import { enterSet } from './ops/set.ts';
import { answerTask, endTaskAct, enterTask, fireTaskTimer } from './ops/task.ts';
import { deliver, enterWait, fireWaitTimer } from './ops/wait.ts';
import { Run } from './run/run.ts';
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
export function step(plan: Plan, state: State, events: readonly Event[], budget: Budget, observe?: Observer): StepResult {
  const run = new Run(plan, state, observe);
  for (const event of events) {
    state.clock = Math.max(state.clock, event.at);
    if (state.result === null) accept(run, event);
  }
  runTokens(run, budget);
  finishIfDone(run);
  if (state.result === null) {
    const status = state.tokens.length > 0 && state.tokens.every((token) => isWaiting(run, token)) ? 'waiting' : 'running';
    if (status !== state.status) {
      state.status = status;
      run.observe({ type: 'run', status });
    }
  }
  return { commands: run.commands, spent: run.spent };
}

function accept(run: Run, event: Event): void {
  const { state } = run;
  switch (event.kind) {
    case 'start':
      return start(run, event);
    case 'cancel':
      return run.endEarly('cancelled', { code: 'cancelled', message: event.reason });
    case 'message': {
      if (state.ending !== null) return;
      const { id, name, correlation, payload, at } = event;
      return deliver(run, { id, name, correlation, payload, received_at: at });
    }
    case 'task':
      return answerTask(run, event);
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

function start(run: Run, event: Extract<Event, { kind: 'start' }>): void {
  const { state, plan } = run;
  state.facts = event.facts;
  state.input = event.input;
  run.observe({ type: 'run', status: 'running' });
  for (const [index, slot] of plan.slots.entries()) {
    if (slot.initial === null) continue;
    const initial = run.evaluateAtEnd(slot.initial);
    if (!initial.ok) return run.endEarly('failed', initial.error);
    (state.frames[0] as { slots: Record<number, unknown> }).slots[index] = initial.value;
    run.observe({ type: 'variable', name: slot.name, value: initial.value });
  }
  if (plan.deadline_ms !== null) {
    run.startTimer({ key: 'run:deadline', at: event.facts.started_at + plan.deadline_ms, token: null, role: 'deadline', detail: '' });
  }
  const trigger = plan.triggers.find((each) => each.id === event.facts.trigger);
  run.spawn(trigger?.entry ?? plan.entry, 0);
}

function endActivity(run: Run, event: Extract<Event, { kind: 'activity' }>): void {
  const at = run.state.pending.findIndex((pending) => pending.key === event.key);
  const pending = run.state.pending[at];
  if (pending === undefined) return;
  run.state.pending.splice(at, 1);
  const token = run.token(pending.token);
  if (token === undefined) return;
  const node = run.node(pending.node);
  const error = event.result.ok ? null : event.result.error;
  if (pending.kind === 'act' && node.op === 'act') return endAct(run, token, node, event.result, event.attempts);
  if (pending.kind === 'subscribe' || node.op !== 'task') {
    if (error !== null) run.fail(token, node, error);
    return;
  }
  if (pending.kind !== 'act') endTaskAct(run, token, node, pending.kind, error);
}

function fire(run: Run, key: string): void {
  const timer = run.state.timers.find((each) => each.key === key);
  if (timer === undefined) return;
  run.state.timers.splice(run.state.timers.indexOf(timer), 1);
  if (timer.role === 'deadline') {
    return run.endEarly('failed', { code: 'timeout.service', message: 'The run took longer than its deadline.' });
  }
  const token = timer.token === null ? undefined : run.token(timer.token);
  if (token === undefined) return;
  const node = run.node(token.node);
  if (node.op === 'wait') fireWaitTimer(run, token, node, timer);
  else if (node.op === 'task') fireTaskTimer(run, token, node, timer);
}

/** Runs tokens that are ready, oldest first, until all wait for something or the budget is used up. */
function runTokens(run: Run, budget: Budget): void {
  const { state } = run;
  for (;;) {
    const token = state.tokens.find((each) => each.key === null);
    if (token === undefined) return;
    if (run.steps >= budget.steps || run.spent >= budget.fuel) {
      state.counters.steps += 1;
      run.startTimer({ key: `yield:${state.counters.steps}`, at: state.clock + 1, token: null, role: 'yield', detail: '' });
      return;
    }
    run.steps += 1;
    enter(run, token);
  }
}

function enter(run: Run, token: Token): void {
  const node = run.node(token.node);
  if (node.disabled) {
    run.begin(token, node);
    return run.complete(token, node, { port: 'out', next: node.out, output: null, status: 'skipped' });
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
    default:
      return assertNever(node);
  }
}

function isWaiting(run: Run, token: Token): boolean {
  const { op } = run.node(token.node);
  return token.key !== null && (op === 'wait' || op === 'task');
}
