import type { Clock } from '../clock.ts';

/** A clock that moves only when it is told to. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
  /** Resolves once something sleeps. */
  untilAsleep(): Promise<void>;
}

interface Sleeper {
  readonly until: number;
  wake(): void;
}

export function createTestClock(start = Date.parse('2026-01-05T09:00:00Z')): TestClock {
  let now = start;
  let sleepers: Sleeper[] = [];
  let asleep = Promise.withResolvers<void>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        sleepers.push({ until: now + milliseconds, wake: resolve });
        signal.addEventListener('abort', () => resolve(), { once: true });
        asleep.resolve();
      }),
    advance(milliseconds) {
      now += milliseconds;
      const due = sleepers.filter((sleeper) => sleeper.until <= now);
      sleepers = sleepers.filter((sleeper) => sleeper.until > now);
      if (sleepers.length === 0) asleep = Promise.withResolvers<void>();
      for (const sleeper of due) sleeper.wake();
    },
    untilAsleep: () => asleep.promise,
  };
}
