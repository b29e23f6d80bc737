import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import { misfit } from '../ops/misfit.ts';
import type { Run } from './run.ts';

/** Ends the run once no token is left and nothing is in flight. */
export function finishIfDone(run: Run): void {
  const { state } = run;
  if (state.result !== null || state.facts === null || state.counters.live > 0 || state.counters.pending > 0) return;
  for (const key of Object.keys(state.timers)) run.stopTimer(key);
  for (const { id, name, correlation } of state.mail) {
    run.observe({ type: 'message', name, correlation, id, taken_by: null, unread: true });
  }
  if (state.ending !== null && state.ending.status !== 'completed') {
    return end(
      run,
      state.ending.status,
      state.ending.error ?? { code: state.ending.status, message: 'The run ended early.' },
    );
  }
  const output = outputOf(run);
  if (!output.ok) return end(run, 'failed', output.error);
  const word = state.end?.status ?? null;
  state.status = 'completed';
  state.result = { status: 'completed', output: output.value, error: null, end_status: word };
  run.observe({
    type: 'run',
    status: 'completed',
    output: output.value,
    ...(word === null ? {} : { end_status: word }),
  });
  run.commands.push(
    { type: 'upsert', attributes: { RunStatus: 'completed' } },
    { type: 'finish', status: 'completed', output: output.value, end_status: word },
  );
}

function end(run: Run, status: 'failed' | 'compensated' | 'cancelled', error: RunError): void {
  const word = run.state.end?.status ?? null;
  run.state.status = status;
  run.state.result = { status, output: null, error, end_status: word };
  run.observe({ type: 'run', status, error, ...(word === null ? {} : { end_status: word }) });
  run.commands.push({ type: 'upsert', attributes: { RunStatus: status } }, { type: 'fail', status, error });
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
