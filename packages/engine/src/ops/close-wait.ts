import type { RunError } from '@omniroute/errors';
import type { WaitOp } from '@omniroute/plan';
import { formatInstant, type Json } from '@omniroute/primitives';
import type { Run } from '../run/run.ts';
import type { Timer, Token } from '../state.ts';
import { stopListening } from './wanted.ts';

export type WaitEvent = WaitOp['events'][number];

/** An event of a wait happened: the wait is over and its token leaves by the event's port. */
export function closeWait(run: Run, token: Token, node: WaitOp, event: WaitEvent, payload: Json): void {
  releaseWait(run, token);
  const output = { event: event.id, payload, at: formatInstant(run.state.clock) };
  run.complete(token, node, { port: event.port, next: event.next, output });
}

/** A timer of a wait fired: one of its events, or its timeout. */
export function fireWaitTimer(run: Run, token: Token, node: WaitOp, timer: Timer): void {
  if (timer.role === 'event') {
    const event = node.events.find((each) => each.id === timer.detail);
    if (event !== undefined) closeWait(run, token, node, event, null);
    return;
  }
  releaseWait(run, token);
  const { timeout } = node;
  const error: RunError = { code: 'timeout.wait', message: `What "${node.id}" waited for did not come in time.` };
  if (timeout === null || !timeout.routed) return run.fail(token, node, error);
  const output = { event: 'timeout', payload: null, at: formatInstant(run.state.clock) };
  run.complete(token, node, { port: 'timeout', next: timeout.next, output, error: run.placed(token, node, error) });
}

/** A wait that failed outside: it could not be registered. */
export function failWait(run: Run, token: Token, node: WaitOp, error: RunError): void {
  releaseWait(run, token);
  run.fail(token, node, error);
}

/** A wait that is over lets go of its timers and stops listening. */
export function releaseWait(run: Run, token: Token): void {
  const wait = run.state.waits[token.key ?? ''];
  if (wait === undefined) return;
  delete run.state.waits[wait.key];
  stopListening(run, wait);
  if (wait.conditional) run.state.counters.conditional -= 1;
  for (const key of wait.timers) run.stopTimer(key);
}
