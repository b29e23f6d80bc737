import { canonicalJson, type Json } from '@omniroute/primitives';
import { homeOf } from '../calls/home.ts';
import type { Run } from '../run/run.ts';
import type { Frame, OpenScope } from '../state.ts';

/** Name of a mutex of a service by its value; never like an integer, so that records keep their order. */
export function mutexName(run: Run, frame: Frame, value: Json): string {
  const service = homeOf(run.state, frame).called?.service ?? run.state.facts?.service;
  return `${service === run.state.facts?.service ? '' : service}=${canonicalJson(value)}`;
}

/** Takes the scope's mutex, or a place in its queue; `false` where it has to wait. */
export function takeMutex(run: Run, scope: OpenScope): boolean {
  if (scope.mutex === null) return true;
  const { mutexes } = run.state;
  const held = mutexes[scope.mutex];
  if (held === undefined) {
    mutexes[scope.mutex] = { holder: scope.key, queue: [] };
    return true;
  }
  held.queue.push(scope.key);
  return false;
}

/** Lets go of the scope's mutex, or of its place in the queue; the next in turn is looked at before the next token runs. */
export function releaseMutex(run: Run, scope: OpenScope): void {
  const { mutexes } = run.state;
  const held = scope.mutex === null ? undefined : mutexes[scope.mutex];
  if (scope.mutex === null || held === undefined) return;
  if (held.holder !== scope.key) {
    const at = held.queue.indexOf(scope.key);
    if (at >= 0) held.queue.splice(at, 1);
    return;
  }
  const next = held.queue.shift();
  if (next === undefined) {
    delete mutexes[scope.mutex];
    return;
  }
  held.holder = next;
  run.checks.push({ look: 'granted', scope: next });
}
