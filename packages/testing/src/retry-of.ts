import type { PlanRetry } from '@omniroute/plan';

/** A retry policy with the language's defaults. */
export function retryOf(given: Partial<PlanRetry> = {}): PlanRetry {
  return {
    on: null,
    initial_ms: 1_000,
    coefficient: 2,
    maximum_ms: 60_000,
    attempts: null,
    non_retryable: [],
    jitter: 0,
    ...given,
  };
}
