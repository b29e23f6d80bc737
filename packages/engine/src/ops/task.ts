import type { RunError } from '@omniroute/errors';
import type { Mapping, TaskOp } from '@omniroute/plan';
import { formatInstant, isObject, type Json } from '@omniroute/primitives';
import type { Run } from '../run/run.ts';
import type { OpenTask, Timer, Token } from '../state.ts';
import { dueAt } from './instants.ts';

/** Opens a task: an act writes it to the inbox; due, escalations and timeout are timers of the run. */
export function enterTask(run: Run, token: Token, node: TaskOp): void {
  const key = run.begin(token, node);
  const described = run.evaluate(token, node.task);
  if (!described.ok) return run.fail(token, node, described.error);
  const timers = timersOf(run, token, node, key);
  if (!timers.ok) return run.fail(token, node, timers.error);
  const due = timers.value.find((timer) => timer.role === 'due');
  const task: Json = {
    ...(isObject(described.value) ? described.value : {}),
    ...(due === undefined ? {} : { due_at: formatInstant(due.at) }),
  };
  run.state.tasks[key] = {
    key,
    token: token.id,
    node: token.node,
    opened_at: run.state.clock,
    task,
    timers: timers.value.map((timer) => timer.key),
    opening: true,
    settled: null,
    overdue: false,
    escalated: [],
  };
  run.wait(token, true);
  run.observe({ type: 'visit', node: node.id, key, status: 'waiting', input: task });
  serve(run, token, node, 'open', `${key}:open`, { key, node: node.id, task });
  for (const timer of timers.value) run.startTimer(timer);
}

/** Its timers: due marks it, escalations count from due, the timeout closes it. */
function timersOf(
  run: Run,
  token: Token,
  node: TaskOp,
  key: string,
): { ok: true; value: Timer[] } | { ok: false; error: RunError } {
  const timers: Timer[] = [];
  const { clock } = run.state;
  const planned: [mapping: Mapping, role: Timer['role'], word: string, detail: string][] = [];
  if (node.due !== null) {
    planned.push([node.due, 'due', 'due', '']);
    node.escalation.forEach(({ after }, index) => {
      planned.push([after, 'escalation', `escalate${index + 1}`, String(index)]);
    });
  }
  if (node.timeout !== null) planned.push([node.timeout.after, 'timeout', 'timeout', '']);
  for (const [mapping, role, word, detail] of planned) {
    const value = run.evaluate(token, mapping);
    const at = value.ok ? dueAt(value.value, role === 'escalation' ? (timers[0]?.at ?? clock) : clock) : value;
    if (!at.ok) return at;
    timers.push({ key: `${key}:${word}`, at: at.at, token: token.id, role, detail });
  }
  return { ok: true, value: timers };
}

/** An act that serves the task without being its effect. */
function serve(
  run: Run,
  token: Token,
  node: TaskOp,
  kind: 'open' | 'close' | 'escalate',
  key: string,
  input: Json,
): void {
  run.schedule({ key, token: token.id, node: token.node, kind }, { ...node[kind], input });
}

/** The task is settled: nothing more can happen to it, and the token leaves once its inbox row is closed. */
export function settle(
  run: Run,
  token: Token,
  node: TaskOp,
  task: OpenTask,
  settled: NonNullable<OpenTask['settled']>,
): void {
  task.settled = settled;
  run.wait(token, false);
  for (const timer of task.timers) run.stopTimer(timer);
  run.observe({ type: 'task', node: node.id, key: task.key, state: 'closed' });
  if (!task.opening) closeRow(run, token, node, task);
}

/** The inbox row is closed after it was opened, never before. */
function closeRow(run: Run, token: Token, node: TaskOp, task: OpenTask): void {
  if (task.settled === null) return;
  const { state, port } = task.settled;
  serve(run, token, node, 'close', `${task.key}:close`, {
    key: task.key,
    state,
    outcome: state === 'answered' ? port : null,
  });
}

/** One of the task's own acts ended. Only opening can fail the node: nobody would ever see the task. */
export function endTaskAct(
  run: Run,
  token: Token,
  node: TaskOp,
  kind: 'open' | 'close' | 'escalate',
  error: RunError | null,
): void {
  const task = run.state.tasks[token.key ?? ''];
  if (task === undefined || kind === 'escalate') return;
  if (kind === 'close') return leave(run, token, node, task);
  task.opening = false;
  if (error !== null) {
    for (const timer of task.timers) run.stopTimer(timer);
    delete run.state.tasks[task.key];
    return run.fail(token, node, error);
  }
  if (task.settled === null)
    run.observe({ type: 'task', node: node.id, key: task.key, state: 'open', task: task.task });
  closeRow(run, token, node, task);
}

function leave(run: Run, token: Token, node: TaskOp, task: OpenTask): void {
  const { settled } = task;
  if (settled === null) return;
  delete run.state.tasks[task.key];
  if (settled.error !== undefined) return run.fail(token, node, settled.error);
  if (settled.state === 'answered') {
    const next = node.outcomes.find((outcome) => outcome.id === settled.port)?.next ?? null;
    run.complete(token, node, { port: settled.port, next, output: settled.output });
    return;
  }
  const error: RunError = { code: 'timeout.human_task', message: `Nobody answered "${node.id}" in time.` };
  if (node.timeout === null || !node.timeout.routed) return run.fail(token, node, error);
  run.complete(token, node, {
    port: 'timeout',
    next: node.timeout.next,
    output: settled.output,
    error: run.placed(token, node, error),
  });
}

/** A timer of the task fired: overdue marks it, an escalation adds people, the timeout closes it. */
export function fireTaskTimer(run: Run, token: Token, node: TaskOp, timer: Timer): void {
  const task = run.state.tasks[token.key ?? ''];
  if (task === undefined || task.settled !== null) return;
  if (timer.role === 'due') {
    task.overdue = true;
    run.observe({ type: 'task', node: node.id, key: task.key, state: 'overdue' });
  } else if (timer.role === 'escalation') {
    escalate(run, token, node, task, Number(timer.detail));
  } else if (timer.role === 'timeout') {
    const output = { outcome: 'timeout', data: {}, by: null, at: formatInstant(run.state.clock) };
    settle(run, token, node, task, { port: 'timeout', output, state: 'timed_out' });
  }
}

function escalate(run: Run, token: Token, node: TaskOp, task: OpenTask, index: number): void {
  const step = node.escalation[index];
  if (step === undefined) return;
  const to = run.evaluate(token, step.to);
  if (!to.ok)
    return settle(run, token, node, task, { port: 'error', output: null, state: 'withdrawn', error: to.error });
  task.escalated.push(to.value);
  run.observe({ type: 'task', node: node.id, key: task.key, state: 'escalated' });
  serve(run, token, node, 'escalate', `${task.key}:escalate${index + 1}`, {
    key: task.key,
    level: index + 1,
    to: to.value,
  });
}
