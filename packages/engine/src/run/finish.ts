import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import { misfit } from '../ops/misfit.ts';
import type { Ending, Part } from '../state.ts';
import { endEarly } from './end-early.ts';
import type { Run } from './run.ts';

/** Ends the run once no token is left and nothing is in flight. */
export function finishIfDone(run: Run): void {
  const { state } = run;
  const { live, pending, rollbacks } = state.counters;
  if (state.paused || state.result !== null || state.facts === null || live > 0 || pending > 0 || rollbacks > 0) return;
  if (state.part !== null) return finishPart(run, state.part);
  if (state.ending !== null && state.ending.status !== 'completed') return end(run, state.ending);
  const output = outputOf(run);
  if (output.ok) return complete(run, output.value);
  // The run's own error, which goes where every error of the run goes.
  state.ending = null;
  endEarly(run, 'failed', output.error);
}

/** A workflow that does a stretch of turns has ended: its output is what the run takes over. */
function finishPart(run: Run, { report }: Part): void {
  if (report === null) return;
  clear(run);
  const output = report as unknown as Json;
  run.state.status = 'completed';
  run.state.result = { status: 'completed', output, error: null, end_status: null };
  run.commands.push({ type: 'finish', status: 'completed', output, end_status: null });
}

function complete(run: Run, output: Json): void {
  clear(run);
  const word = run.state.end?.status ?? null;
  run.state.status = 'completed';
  run.state.result = { status: 'completed', output, error: null, end_status: word };
  run.observe({ type: 'run', status: 'completed', output, ...(word === null ? {} : { end_status: word }) });
  run.commands.push(
    { type: 'upsert', attributes: { RunStatus: 'completed' } },
    { type: 'finish', status: 'completed', output, end_status: word },
  );
}

/** Compensated is a run whose failure has made an undo run. */
function end(run: Run, ending: Ending): void {
  clear(run);
  const word = run.state.end?.status ?? null;
  const status = ending.status === 'cancelled' ? 'cancelled' : ending.undone ? 'compensated' : 'failed';
  const error = ending.error ?? { code: status, message: 'The run ended early.' };
  run.state.status = status;
  run.state.result = { status, output: null, error, end_status: word };
  run.observe({ type: 'run', status, error, ...(word === null ? {} : { end_status: word }) });
  run.commands.push({ type: 'upsert', attributes: { RunStatus: status } }, { type: 'fail', status, error });
}

/** Timers are of no use any more; mail that nobody took is recorded as unread. */
function clear(run: Run): void {
  for (const key of Object.keys(run.state.timers)) run.stopTimer(key);
  for (const { id, name, correlation } of run.state.mail) {
    run.observe({ type: 'message', name, correlation, id, taken_by: null, unread: true });
  }
}

/** What an `end` gave, else `outputs.value`, evaluated once; without either it is null. */
function outputOf(run: Run): { ok: true; value: Json } | { ok: false; error: RunError } {
  const given = run.state.end;
  if (given?.given === true) return { ok: true, value: given.output };
  const { type, value } = run.plan.output;
  if (value === null) return { ok: true, value: null };
  const evaluated = run.evaluate(null, value);
  if (!evaluated.ok) return evaluated;
  const error = misfit(run.plan, type, evaluated.value, { code: 'validation.output', what: 'The output of the run' });
  return error === null ? evaluated : { ok: false, error };
}
