import type { RunEvent } from '@omniroute/plan';

/** Real time between two answers, so that the server sees them one after the other. */
const GAP_MS = 30;
/** A run that goes another way than the simulator's must not hang on an answer that never comes. */
const PATIENCE_MS = 15_000;

/** Attempts in the order in which they ended. */
export function endingOrder(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.type === 'attempt') return [attemptId(event.key, event.attempt)];
    return event.type === 'visit' && event.attempts !== undefined ? [attemptId(event.key, event.attempts)] : [];
  });
}

export function attemptId(key: string, attempt: number): string {
  return `${key} ${attempt}`;
}

/** Lets scripted effects of one run end in the simulator's order (host rule H15), whatever order the server begins them in. */
export class ReleaseOrder {
  private readonly order: readonly string[];
  private readonly ended = new Set<string>();
  private readonly listeners = new Set<() => void>();

  constructor(order: readonly string[]) {
    this.order = order;
  }

  /** Resolves when everything before it has ended. What never ends in the simulator ends by being called off. */
  async turn(id: string, signal: AbortSignal): Promise<void> {
    const place = this.order.indexOf(id);
    const isDue = () => place >= 0 && this.order.slice(0, place).every((before) => this.ended.has(before));
    if (isDue()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!isDue() && !signal.aborted && !expired.aborted) return;
        this.listeners.delete(look);
        resolve();
      };
      const expired = AbortSignal.timeout(PATIENCE_MS);
      this.listeners.add(look);
      for (const each of [signal, expired]) each.addEventListener('abort', look, { once: true });
    });
  }

  /** Says that an attempt has ended; those behind it may, after a moment. */
  end(id: string): void {
    setTimeout(() => {
      this.ended.add(id);
      for (const look of [...this.listeners]) look();
    }, GAP_MS);
  }
}
