import type { RunError } from '@omniroute/errors';
import type { TaskOp } from '@omniroute/plan';
import { formatInstant, isObject, type Json } from '@omniroute/primitives';
import type { Event } from '../event.ts';
import type { Run } from '../run/run.ts';
import type { OpenTask, Timer, Token } from '../state.ts';
import { dueAt } from './instants.ts';

/** Opens a task: an act writes it to the inbox; due, escalations and timeout are timers of the run. */
export function enterTask(run: Run, token: Token, node: TaskOp): void {
  const key = run.begin(token, node);
  const { clock } = run.state;
  const described = run.evaluate(token, node.task);
  if (!described.ok) return run.fail(token, node, described.error);
  const timers: Timer[] = [];
  let dueInstant: number | null = null;
  const time = (mapping: NonNullable<TaskOp['due']>, from: number) => {
    const value = run.evaluate(token, mapping);
    return value.ok ? dueAt(value.value, from) : value;
  };
  if (node.due !== null) {
    const due = time(node.due, clock);
    if (!due.ok) return run.fail(token, node, due.error);
    dueInstant = due.at;
    timers.push({ key: `${key}:due`, at: due.at, token: token.id, role: 'due', detail: '' });
    for (const [index, step] of node.escalation.entries()) {
      const at = time(step.after, due.at);
      if (!at.ok) return run.fail(token, node, at.error);
      timers.push({ key: `${key}:escalate${index + 1}`, at: at.at, token: token.id, role: 'escalation', detail: String(index) });
    }
  }
  if (node.timeout !== null) {
    const end = time(node.timeout.after, clock);
    if (!end.ok) return run.fail(token, node, end.error);
    timers.push({ key: `${key}:timeout`, at: end.at, token: token.id, role: 'timeout', detail: '' });
  }
  const task: Json = { ...(isObject(described.value) ? described.value : {}), ...(dueInstant === null ? {} : { due_at: formatInstant(dueInstant) }) };
  run.state.tasks.push({ key, token: token.id, node: token.node, opened_at: clock, task, opening: true, settled: null, overdue: false, escalated: [] });
  run.observe({ type: 'visit', node: node.id, key, status: 'waiting', input: task });
  serve(run, token, node, 'open', `${key}:open`, { key, node: node.id, task });
  for (const timer of timers) run.startTimer(timer);
}

/** An act that serves the task without being its effect. */
function serve(run: Run, token: Token, node: TaskOp, kind: 'open' | 'close' | 'escalate', key: string, input: Json): void {
  const { activity, options, connection } = node[kind];
  run.state.pending.push({ key, token: token.id, node: token.node, kind });
  run.commands.push({ type: 'schedule', key, node: node.id, index: token.node, activity, input, connection, options });
}

/** An answer that its validator let through; the task may have been settled in the same activation. */
export function answerTask(run: Run, event: Extract<Event, { kind: 'task' }>): void {
  const earlier = run.state.answered.find((each) => each.update === event.update);
  if (earlier !== undefined) {
    run.commands.push({ type: 'answer', update: event.update, answer: earlier.ok ? { ok: true, outcome: earlier.text } : { ok: false, reason: earlier.text } });
    return;
  }
  const task = run.state.tasks.find((each) => each.key === event.key);
  const token = task === undefined ? undefined : run.token(task.token);
  const node = task === undefined ? undefined : run.node(task.node);
  if (task === undefined || token === undefined || node?.op !== 'task' || task.settled !== null) {
    return reply(run, event.update, false, 'The task is closed.');
  }
  const output = { outcome: event.outcome, data: event.data, by: event.by, at: formatInstant(run.state.clock) };
  task.settled = { port: event.outcome, output, state: 'answered' };
  reply(run, event.update, true, event.outcome);
  run.observe({ type: 'task', node: node.id, key: task.key, state: 'closed' });
  closeWhenOpen(run, token, node, task);
}

/** Answers remembered, so that an Update repeated after continue-as-new is answered alike. */
const MOST_ANSWERED = 200;

function reply(run: Run, update: string, ok: boolean, text: string): void {
  run.state.answered.push({ update, ok, text });
  if (run.state.answered.length > MOST_ANSWERED) run.state.answered.shift();
  run.commands.push({ type: 'answer', update, answer: ok ? { ok: true, outcome: text } : { ok: false, reason: text } });
}

/** The inbox row is closed after it was opened, never before. */
function closeWhenOpen(run: Run, token: Token, node: TaskOp, task: OpenTask): void {
  run.stopTimersOf(token.id);
  if (task.opening || task.settled === null) return;
  const { state, port } = task.settled;
  serve(run, token, node, 'close', `${task.key}:close`, { key: task.key, state, outcome: state === 'answered' ? port : null });
}

/** One of the task's own acts ended. Only opening can fail the node: nobody would ever see the task. */
export function endTaskAct(run: Run, token: Token, node: TaskOp, kind: 'open' | 'close' | 'escalate', error: RunError | null): void {
  const task = run.state.tasks.find((each) => each.token === token.id);
  if (task === undefined) return;
  if (kind === 'open') {
    task.opening = false;
    if (error !== null) {
      forget(run, task);
      run.stopTimersOf(token.id);
      return run.fail(token, node, error);
    }
    run.observe({ type: 'task', node: node.id, key: task.key, state: 'open', task: task.task });
    if (task.settled !== null) closeWhenOpen(run, token, node, task);
  } else if (kind === 'close') {
    leave(run, token, node, task);
  }
}

function leave(run: Run, token: Token, node: TaskOp, task: OpenTask): void {
  const { settled } = task;
  if (settled === null) return;
  forget(run, task);
  if (settled.state === 'answered') {
    const next = node.outcomes.find((outcome) => outcome.id === settled.port)?.next ?? null;
    return run.complete(token, node, { port: settled.port, next, output: settled.output ?? null });
  }
  const error: RunError = { code: 'timeout.human_task', message: `Nobody answered "${node.id}" in time.`, node: node.id };
  if (node.timeout === null || !node.timeout.routed) return run.fail(token, node, error);
  const output = { outcome: 'timeout', data: {}, by: null, at: formatInstant(run.state.clock) };
  run.complete(token, node, { port: 'timeout', next: node.timeout.next, output, error });
}

function forget(run: Run, task: OpenTask): void {
  run.state.tasks.splice(run.state.tasks.indexOf(task), 1);
}

/** A timer of the task fired: overdue marks it, an escalation adds people, the timeout closes it. */
export function fireTaskTimer(run: Run, token: Token, node: TaskOp, timer: Timer): void {
  const task = run.state.tasks.find((each) => each.token === token.id);
  if (task === undefined || task.settled !== null) return;
  if (timer.role === 'due') {
    task.overdue = true;
    run.observe({ type: 'task', node: node.id, key: task.key, state: 'overdue' });
  } else if (timer.role === 'escalation') {
    const level = Number(timer.detail) + 1;
    const step = node.escalation[level - 1];
    const to = step === undefined ? null : run.evaluate(token, step.to);
    if (to === null || !to.ok) return;
    task.escalated.push(to.value);
    run.observe({ type: 'task', node: node.id, key: task.key, state: 'escalated' });
    serve(run, token, node, 'escalate', timer.key, { key: task.key, level, to: to.value });
  } else if (timer.role === 'timeout') {
    task.settled = { port: 'timeout', output: null, state: 'timed_out' };
    closeWhenOpen(run, token, node, task);
  }
}
