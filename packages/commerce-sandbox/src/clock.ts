import { setTimeout as timer } from 'node:timers/promises';

/** Time as the sandbox sees it: now in milliseconds since 1970 UTC, and a pause that ends early when it is aborted. */
export interface Clock {
  now(): number;
  /** Resolves after the pause, or at once when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: Date.now,
  async sleep(milliseconds, signal) {
    try {
      await timer(milliseconds, undefined, { signal, ref: false });
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  },
};

/** RFC 3339 in UTC of milliseconds since 1970. */
export function instant(at: number): string {
  return new Date(at).toISOString();
}
