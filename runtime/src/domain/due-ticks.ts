import { nextTick, type Timing } from '@omniroute/dsl';

/** Times dealt with at once; a longer list goes on with the next look. */
const MOST_AT_ONCE = 100;
/** A time is never too late within this: looks happen twice a second, and a restart takes a few. */
const ON_TIME_MS = 10_000;

/** Which times of a schedule are due, which were missed for too long, and when it is due next. */
export interface DueTicks {
  readonly due: readonly number[];
  readonly missed: { readonly from: number; readonly to: number } | null;
  readonly nextAt: number | null;
}

/** Finds the times of a schedule from its next one up to now. Those older than `catchUpMs` are passed over and named. Pure. */
export function dueTicks(
  schedule: { readonly timing: Timing; readonly catchUpMs: number; readonly nextAt: number | null },
  now: number,
): DueTicks {
  const { timing, nextAt } = schedule;
  const oldest = now - Math.max(schedule.catchUpMs, ON_TIME_MS);
  const missed = nextAt !== null && nextAt < oldest ? { from: nextAt, to: oldest } : null;
  let at = missed === null ? nextAt : nextTick(timing, oldest - 1);
  const due: number[] = [];
  while (at !== null && at <= now && due.length < MOST_AT_ONCE) {
    due.push(at);
    at = nextTick(timing, at);
  }
  return { due, missed, nextAt: at };
}
