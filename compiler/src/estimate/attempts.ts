import type { PlanOptions, PlanRetry } from '@omniroute/plan';

/** Attempts at most, and the longest they may take together. */
export interface Attempts {
  readonly most: number;
  readonly ms: number;
}

/** What the options of an effect allow. What the other side asks for by `Retry-After` comes on top. */
export function attemptsOf({ retry, start_to_close_ms: each, total_ms: total, idempotency }: PlanOptions): Attempts {
  const most = idempotency === 'none' ? 1 : triesOf(retry);
  const ms = timesOr(most, each) + pausesOf(retry, most);
  // An attempt that begins just before the limit may take its time.
  return {
    most: total === null ? most : Math.min(most, beganWithin(retry, total)),
    ms: total === null ? ms : Math.min(ms, total + each),
  };
}

/** Tries of a container, with the pauses between them. */
export function triesOf(retry: readonly PlanRetry[]): number {
  return retry.reduce((most, { attempts }) => Math.max(most, attempts ?? Number.POSITIVE_INFINITY), 1);
}

/** All pauses between so many tries. */
export function pausesOf(retry: readonly PlanRetry[], tries: number): number {
  return retry.reduce((longest, policy) => Math.max(longest, pausesBy(policy, tries - 1)), 0);
}

function pausesBy({ initial_ms: initial, coefficient, maximum_ms: maximum }: PlanRetry, pauses: number): number {
  let [sum, pause] = [0, initial];
  for (let left = pauses; left > 0; left--, pause *= coefficient) {
    if (pause >= maximum || coefficient <= 1) return sum + timesOr(left, Math.min(pause, maximum));
    sum += pause;
  }
  return sum;
}

/** Attempts that can begin before a limit of time, if each failed at once after the shortest pause. */
function beganWithin(retry: readonly PlanRetry[], total: number): number {
  const shortest = retry.reduce(
    (least, { initial_ms, maximum_ms, jitter, coefficient }) =>
      Math.min(least, (1 - jitter) * (coefficient < 1 ? 0 : Math.min(initial_ms, maximum_ms))),
    Number.POSITIVE_INFINITY,
  );
  return shortest > 0 ? Math.ceil(total / shortest) + 1 : Number.POSITIVE_INFINITY;
}

/** Nothing, however often, is nothing. */
function timesOr(count: number, each: number): number {
  return count === 0 || each === 0 ? 0 : count * each;
}
