import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import { nextAttempt } from '../next-attempt.ts';
import { redoKey } from '../run/redo.ts';
import type { Run } from '../run/run.ts';
import type { OpenCall } from '../state.ts';
import { endUndo, proceed, startUndo } from './proceed.ts';

/** A service that undoes something has completed. */
export function undoCallEnded(run: Run, call: OpenCall, output: Json): void {
  settle(run, call, { ok: true, output });
}

/** It failed, and has undone what it had done itself: it is called anew after a pause, else the run is parked. */
export function undoCallFailed(run: Run, call: OpenCall, error: RunError): void {
  const { state } = run;
  const node = run.node(call.node);
  const rollback = state.rollbacks[call.settles ?? -1];
  if (node.op !== 'call' || rollback === undefined) return;
  const { count, first } = call.entry?.tried ?? { count: 1, first: state.clock };
  const next = nextAttempt({
    retry: node.retry,
    code: error.code,
    attempt: count,
    elapsedMs: state.clock - first,
    totalMs: node.total_ms,
    retryAfterMs: null,
    jitter: 0,
  });
  if (!next.retry || call.entry === undefined) return settle(run, call, { ok: false, error });
  run.observe({ type: 'visit', node: node.id, key: call.key, status: 'failed', error });
  call.entry.tried = { count: count + 1, first };
  call.frame = null;
  state.calls[call.key] = call;
  const at = state.clock + next.delayMs;
  run.startTimer({ key: `${call.key}:retry`, at, token: null, role: 'retry', detail: call.key });
}

/** The pause is over: the undo begins as a new effect. */
export function undoCallAgain(run: Run, key: string): void {
  const { state } = run;
  const call = state.calls[key];
  const rollback = state.rollbacks[call?.settles ?? -1];
  const node = call === undefined ? undefined : run.node(call.node);
  if (call?.entry === undefined || rollback === undefined || node?.op !== 'call') return;
  delete state.calls[key];
  delete rollback.awaits[key];
  rollback.left -= 1;
  startUndo(run, rollback, call.entry, { index: call.node, node, key: redoKey(state, key) });
}

function settle(run: Run, call: OpenCall, result: { ok: true; output: Json } | { ok: false; error: RunError }): void {
  const { key, node, settles, entry } = call;
  const rollback = run.state.rollbacks[settles ?? -1];
  if (rollback === undefined || entry === undefined) return;
  delete rollback.awaits[key];
  rollback.left -= 1;
  endUndo(run, { key, node, rollback: rollback.id, entry }, result, 1);
  proceed(run, rollback);
}
