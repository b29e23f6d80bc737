import { FINAL_RUN_STATUSES, type RunEvent } from '@omniroute/plan';
import { deepEqual } from '@omniroute/primitives';

/**
 * Where the walk through a run may halt, as numbers of events that have happened; the first is 0. What belongs to an event, as the
 * task that a visit opens, is taken along with it.
 */
export function moments(events: readonly RunEvent[]): readonly number[] {
  const found = [0];
  for (const [index, event] of events.entries()) {
    if (!isMoment(event)) continue;
    let end = index + 1;
    while (isAside(events[end], event.at)) end += 1;
    found.push(end);
  }
  if (found.at(-1) !== events.length) found.push(events.length);
  return found;
}

function isMoment(event: RunEvent): boolean {
  switch (event.type) {
    case 'visit':
    case 'attempt':
    case 'operator':
      return true;
    case 'run':
      return event.status === 'incident' || FINAL_RUN_STATUSES.includes(event.status);
    default:
      return false;
  }
}

/** What only tells more of what happened at that instant: the task that was opened, and that the run now waits. */
function isAside(event: RunEvent | undefined, at: number): boolean {
  if (event === undefined || event.at !== at) return false;
  return (event.type === 'task' && event.state === 'open') || (event.type === 'run' && event.status === 'waiting');
}

/** The next place to halt, or the end. */
export function after(events: readonly RunEvent[], at: number): number {
  return moments(events).find((moment) => moment > at) ?? events.length;
}

/** The place to halt before. */
export function before(events: readonly RunEvent[], at: number): number {
  return moments(events).findLast((moment) => moment < at) ?? 0;
}

/** The event that a place to halt is about: the last one that is more than an aside. */
export function eventAt(events: readonly RunEvent[], at: number): RunEvent | null {
  for (let index = Math.min(at, events.length) - 1; index >= 0; index -= 1) {
    const event = events[index];
    if (event !== undefined && isMoment(event)) return event;
  }
  return null;
}

/**
 * Where the run goes on to: the next visit of a step with a breakpoint, the next question to somebody outside that nobody
 * answers, or the end.
 */
export function onward(
  events: readonly RunEvent[],
  at: number,
  breakpoints: ReadonlySet<string>,
  isQuestion: (key: string) => boolean,
): number {
  const seen = new Set(events.slice(0, at).flatMap((event) => (event.type === 'visit' ? [event.key] : [])));
  for (const moment of moments(events)) {
    const event = moment > at ? eventAt(events, moment) : null;
    if (event?.type !== 'visit') continue;
    const isNew = !seen.has(event.key);
    seen.add(event.key);
    if (!isNew) continue;
    if (breakpoints.has(event.node)) return moment;
    if (event.status === 'waiting' && isQuestion(event.key) && !isAnswered(events, moment, event.key)) return moment;
  }
  return events.length;
}

/** Whether a visit that waits ends by more than the time running out. */
function isAnswered(events: readonly RunEvent[], from: number, key: string): boolean {
  const end = events.slice(from).find((event) => event.type === 'visit' && event.key === key);
  return end?.type === 'visit' && end.status === 'completed' && end.port !== 'timeout';
}

/** How many events of two runs are the same from the start: what was seen of the one is still true of the other. */
export function alike(one: readonly RunEvent[], other: readonly RunEvent[]): number {
  const most = Math.min(one.length, other.length);
  for (let index = 0; index < most; index += 1) if (!deepEqual(one[index], other[index])) return index;
  return most;
}
