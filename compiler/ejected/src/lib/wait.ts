import { condition } from '@temporalio/workflow';
import { failure } from './errors.ts';
import type { Json } from './json.ts';
import { CALLBACK, type Letter } from './mailbox.ts';
import type { Place } from './place.ts';
import { dueAt, instantText } from './time.ts';

/** One of the things that a wait waits for. */
export type WaitFor =
  | { readonly event: string; readonly time: string }
  | { readonly event: string; readonly message: string; readonly correlation: string; readonly fresh?: boolean }
  | { readonly event: string; readonly callback: true }
  | { readonly event: string; readonly condition: () => boolean };

/** What ended a wait; `timeout` where nothing came in time. */
export interface Waited<Event extends string, Payload> {
  readonly event: Event;
  readonly payload: Payload;
  readonly at: string;
}

export interface WaitLimit {
  readonly timeout?: string;
  /** Nothing leads on from the timeout: then it is an error. */
  readonly failLate?: boolean;
}

/** Waits for the first of several events: mail that is there already, a condition that holds, a time that has passed. */
export async function waitFor<Event extends string, Payload = null>(
  at: Place,
  node: string,
  events: readonly WaitFor[],
  { timeout, failLate = false }: WaitLimit = {},
): Promise<Waited<Event, Payload>> {
  const key = at.begin(node);
  const opened = Date.now();
  const timers = events.flatMap((each) =>
    'time' in each ? [{ event: each.event, at: dueAt(each.time, opened) }] : [],
  );
  if (timeout !== undefined) timers.push({ event: 'timeout', at: dueAt(timeout, opened) });
  const first = timers.reduce<(typeof timers)[number] | null>(
    (best, each) => (best === null || each.at < best.at ? each : best),
    null,
  );
  const found = new Found(events, key, opened);
  const close = at.run.mailbox.open((letter) => found.read(letter));
  const unwatch = at.run.watch(() => found.look());
  try {
    found.look();
    const left = first === null ? null : first.at - opened;
    if (!found.isThere && (left === null || left > 0)) {
      if (left === null) await condition(() => found.isThere);
      else await condition(() => found.isThere, left);
    }
  } finally {
    close();
    unwatch();
  }
  const { event, payload } = found.result() ?? { event: first?.event ?? '', payload: null };
  if (event === 'timeout' && failLate)
    throw failure({ code: 'timeout.wait', message: `What "${node}" waited for did not come in time.`, node });
  return { event: event as Event, payload: payload as Payload, at: instantText(Date.now()) };
}

/** What a wait has found. */
class Found {
  isThere = false;
  private readonly events: readonly WaitFor[];
  private readonly key: string;
  private readonly opened: number;
  private found: { readonly event: string; readonly payload: Json } | null = null;
  private error: { readonly caught: unknown } | null = null;

  constructor(events: readonly WaitFor[], key: string, opened: number) {
    this.events = events;
    this.key = key;
    this.opened = opened;
  }

  read(letter: Letter): boolean {
    if (this.isThere) return false;
    const wanted = this.events.find((each) => {
      if ('callback' in each) return letter.name === CALLBACK && letter.correlation === this.key;
      if (!('message' in each) || each.message !== letter.name || each.correlation !== letter.correlation) return false;
      return each.fresh !== true || letter.receivedAt >= this.opened;
    });
    if (wanted !== undefined) this.take(wanted.event, letter.payload);
    return wanted !== undefined;
  }

  look(): void {
    if (this.isThere) return;
    try {
      const held = this.events.find((each) => 'condition' in each && each.condition());
      if (held !== undefined) this.take(held.event, null);
    } catch (caught) {
      this.error = { caught };
      this.isThere = true;
    }
  }

  result(): { readonly event: string; readonly payload: Json } | null {
    if (this.error !== null) throw this.error.caught;
    return this.found;
  }

  private take(event: string, payload: Json): void {
    this.found = { event, payload };
    this.isThere = true;
  }
}

/** The address that answers the next visit of a wait. */
export function callbackUrl(at: Place, workflowId: string, wait: string): string {
  const base = at.run.start.callbacks ?? 'callback:';
  return `${base}/${encodeURIComponent(workflowId)}/${encodeURIComponent(at.next(wait))}`;
}
