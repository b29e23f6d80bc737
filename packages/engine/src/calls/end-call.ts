import type { RunError } from '@omniroute/errors';
import type { CallOp } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { containerFails } from '../bodies/container-fails.ts';
import { misfit } from '../ops/misfit.ts';
import type { Run } from '../run/run.ts';
import type { Failure, Frame, OpenCall, Rollback } from '../state.ts';
import { proceed } from '../undo/proceed.ts';
import { rollBack } from '../undo/roll-back.ts';
import { undoCallEnded, undoCallFailed } from '../undo/undo-call.ts';
import { serviceIn } from './home.ts';

/** Nothing is open in the service's frame: its output is judged by its own schema, and by what the caller was promised. */
export function endCall(run: Run, call: OpenCall, frame: Frame): void {
  if (call.ending) return;
  const node = nodeOf(run, call);
  const { type, value } = serviceIn(run.plan, frame.region).output;
  const given = frame.called?.end ?? null;
  const reader = { frame: frame.id, key: call.key, error: null, uuids: 0 };
  const output =
    given !== null
      ? ({ ok: true, value: given.output } as const)
      : value === null
        ? ({ ok: true, value: null } as const)
        : run.evaluate(reader, value);
  const wrong = output.ok
    ? misfit(run.plan, type, output.value, {
        code: 'validation.output',
        what: `The output of "${frame.called?.service}"`,
      })
    : output.error;
  if (wrong !== null || !output.ok) return failCall(run, call, { error: wrong as RunError, undone: false });
  const broken = broke(run, node, output.value);
  if (broken !== null) return failCall(run, call, { error: broken, undone: false });
  // What it has done can be undone by the caller's undo only: its own entries are forgotten with its frame.
  close(run, call);
  completed(run, call, node, output.value);
}

/** The host answers in place of the service. */
export function callAnswered(run: Run, call: OpenCall, node: CallOp, output: Json): void {
  const wrong = broke(run, node, output);
  if (wrong !== null) return callRefused(run, call, wrong);
  close(run, call);
  completed(run, call, node, output);
}

/** What the caller was promised, against a service that was published anew since. */
function broke(run: Run, node: CallOp, output: Json): RunError | null {
  return misfit(run.plan, node.output, output, { code: 'validation.output', what: `The answer to "${node.id}"` });
}

function completed(run: Run, call: OpenCall, node: CallOp, output: Json): void {
  if (call.entry !== undefined) return undoCallEnded(run, call, output);
  const token = run.state.tokens[call.token ?? -1];
  if (token === undefined) return;
  run.wait(token, false);
  run.complete(token, node, { port: 'out', next: node.next, output });
}

/** A call that comes to nothing before its service is entered. */
export function callRefused(run: Run, call: OpenCall, error: RunError): void {
  close(run, call);
  failed(run, call, { error, undone: false });
}

/** The service fails: what is under way in it is cancelled, and what it had done is undone if its own policy says so. */
export function failCall(run: Run, call: OpenCall, failure: Failure): void {
  const frame = run.state.frames[call.frame ?? -1];
  if (call.ending || frame === undefined) return;
  call.ending = true;
  run.stopTimer(`${call.key}:deadline`);
  const undo = serviceIn(run.plan, frame.region).error_policy === 'compensate';
  const then = { go: 'call_fails', key: call.key, failure } as const;
  rollBack(run, { frame: frame.id, error: failure.error, undo, then }, [frame]);
}

/** The service took longer than its deadline. */
export function callIsLate(run: Run, call: OpenCall): void {
  const { id } = nodeOf(run, call);
  failCall(run, call, {
    error: { code: 'timeout.service', message: `What "${id}" calls took longer than its deadline.` },
    undone: false,
  });
}

/** A node of the service ends it: the rest is cancelled, and nothing is undone. */
export function terminateCall(run: Run, frame: Frame): void {
  const call = run.state.calls[frame.called?.key ?? ''];
  if (call === undefined || call.ending) return;
  call.ending = true;
  const then = { go: 'call_ends', key: call.key } as const;
  rollBack(run, { frame: frame.id, error: null, undo: false, then }, [frame]);
}

/** What was under way in a called service is settled. */
export function callSettled(run: Run, call: OpenCall, rollback: Rollback): void {
  const frame = run.state.frames[call.frame ?? -1];
  const { then } = rollback;
  if (then.go === 'call_ends' && frame !== undefined) {
    for (const entry of rollback.kept) frame.done.push(entry);
    call.ending = false;
    return endCall(run, call, frame);
  }
  close(run, call);
  if (then.go === 'call_fails') {
    return failed(run, call, { error: then.failure.error, undone: then.failure.undone || rollback.undone });
  }
  const outer = run.state.rollbacks[call.settles ?? -1];
  if (outer === undefined) return;
  if (rollback.undone) outer.undone = true;
  delete outer.awaits[call.key];
  outer.left -= 1;
  proceed(run, outer);
}

function failed(run: Run, call: OpenCall, failure: Failure): void {
  if (call.entry !== undefined) return undoCallFailed(run, call, failure.error);
  const token = run.state.tokens[call.token ?? -1];
  if (token !== undefined) containerFails(run, token, nodeOf(run, call), failure);
}

function close(run: Run, call: OpenCall): void {
  run.stopTimer(`${call.key}:deadline`);
  if (call.frame !== null) delete run.state.frames[call.frame];
  delete run.state.calls[call.key];
  const registering = run.state.pending[`${call.key}:register`];
  if (registering !== undefined) registering.token = null;
}

function nodeOf(run: Run, call: OpenCall): CallOp {
  const node = run.node(call.node);
  if (node.op !== 'call') throw new Error(`${call.key} is no call`);
  return node;
}
