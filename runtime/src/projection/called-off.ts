import type { Command, Event } from '@omniroute/engine';
import { failureResult } from '../workflows/results.ts';

const CALLED_OFF = { timedOut: false, cancelled: true, type: null, details: null, message: '' } as const;

/**
 * Work that one workflow task began and called off again: it never reaches the server and leaves no event, but the workflow
 * hears at once that it is cancelled. `begun` has the keys that this task has begun so far.
 */
export function calledOff(commands: readonly Command[], begun: Set<string>, now: number): Event[] {
  const events: Event[] = [];
  for (const command of commands) {
    if (command.type === 'schedule') begun.add(command.key);
    else if (command.type === 'cancel' && begun.delete(command.key))
      events.push({ kind: 'activity', at: now, key: command.key, ...failureResult(CALLED_OFF) });
  }
  return events;
}
