import type { EndOp, RaiseOp } from '@omniroute/plan';
import { validate } from '@omniroute/plan';
import { type Json } from '@omniroute/primitives';
import type { Run } from '../run/run.ts';
import type { Token } from '../state.ts';
import { misfit } from './set.ts';

/** Ends its token, or the whole run; says the run's business word and gives its output. */
export function enterEnd(run: Run, token: Token, node: EndOp): void {
  run.begin(token, node);
  const status = node.status === null ? null : run.evaluate(token, node.status);
  if (status !== null && !status.ok) return run.fail(token, node, status.error);
  const output = node.output === null ? null : run.evaluate(token, node.output);
  if (output !== null && !output.ok) return run.fail(token, node, output.error);
  if (output !== null && run.plan.output.type !== null) {
    const verdict = validate(run.plan.types[run.plan.output.type] ?? true, output.value);
    if (!verdict.ok) return run.fail(token, node, misfit('validation.output', 'The output', verdict.issues));
  }
  const before = run.state.end;
  run.state.end = {
    status: status === null ? (before?.status ?? null) : textOf(status.value),
    output: output === null ? (before?.output ?? null) : output.value,
    given: output !== null || before?.given === true,
  };
  run.complete(token, node, { port: 'out', next: null });
  if (node.terminate) run.endEarly('completed', null);
}

/** Raises a typed error at its place. */
export function enterRaise(run: Run, token: Token, node: RaiseOp): void {
  run.begin(token, node);
  const message = run.evaluate(token, node.message);
  if (!message.ok) return run.fail(token, node, message.error);
  const details = node.details === null ? null : run.evaluate(token, node.details);
  if (details !== null && !details.ok) return run.fail(token, node, details.error);
  run.fail(token, node, { code: node.code, message: textOf(message.value), ...(details === null ? {} : { details: details.value }) });
}

/** Ends the run once no token is left and nothing is in flight. */
export function finishIfDone(run: Run): void {
  const { state } = run;
  if (state.result !== null || state.facts === null || state.tokens.length > 0 || state.pending.length > 0) return;
  for (const timer of [...state.timers]) run.stopTimer(timer);
  const early = state.ending;
  if (early !== null && early.status !== 'completed') {
    const error = early.error ?? { code: 'cancelled', message: 'The run was cancelled.' };
    state.status = early.status;
    state.result = { status: early.status, output: null, error, end_status: state.end?.status ?? null };
    run.observe({ type: 'run', status: early.status, error, ...endWord(run) });
    run.commands.push({ type: 'upsert', attributes: { RunStatus: early.status } }, { type: 'fail', status: early.status, error });
    return;
  }
  const output = outputOf(run);
  if (!output.ok) {
    state.ending = { status: 'failed', error: output.error };
    return finishIfDone(run);
  }
  const endStatus = state.end?.status ?? null;
  state.status = 'completed';
  state.result = { status: 'completed', output: output.value, error: null, end_status: endStatus };
  run.observe({ type: 'run', status: 'completed', output: output.value, ...endWord(run) });
  run.commands.push({ type: 'upsert', attributes: { RunStatus: 'completed' } }, { type: 'finish', status: 'completed', output: output.value, end_status: endStatus });
}

function endWord(run: Run): { end_status?: string } {
  const word = run.state.end?.status;
  return word == null ? {} : { end_status: word };
}

function outputOf(run: Run): { ok: true; value: Json } | { ok: false; error: ReturnType<typeof misfit> } {
  const { end } = run.state;
  if (end?.given === true) return { ok: true, value: end.output };
  const { type, value } = run.plan.output;
  if (value === null) return { ok: true, value: null };
  const evaluated = run.evaluateAtEnd(value);
  if (!evaluated.ok) return evaluated;
  const verdict = type === null ? ({ ok: true } as const) : validate(run.plan.types[type] ?? true, evaluated.value);
  return verdict.ok ? { ok: true, value: evaluated.value } : { ok: false, error: misfit('validation.output', 'The output of the run', verdict.issues) };
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
