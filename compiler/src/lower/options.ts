import type { RetryPolicy } from '@omniroute/dsl';
import type { PlanOptions, PlanRetry } from '@omniroute/plan';
import { parseDuration } from '@omniroute/primitives';
import type { ResolvedNode } from '../resolve/resolved.ts';

const DEFAULT_START_TO_CLOSE_MS = 30_000;

/** Milliseconds of a duration that the walker has judged already. */
export function toMs(text: string): number {
  const read = parseDuration(text);
  return read.ok ? read.value : 0;
}

/** Defaults of a retry policy's fields (LANGUAGE.md section 7). */
function retry(policy: RetryPolicy): PlanRetry {
  return {
    on: policy.on ?? null,
    initial_ms: toMs(policy.initial_interval ?? 'PT1S'),
    coefficient: policy.backoff_coefficient ?? 2,
    maximum_ms: toMs(policy.maximum_interval ?? 'PT1M'),
    attempts: policy.maximum_attempts ?? null,
    non_retryable: policy.non_retryable_errors ?? [],
    jitter: policy.jitter ?? 0,
  };
}

/** A node's retry policies. Without one there is one attempt: nothing hidden. */
export function retriesOf({ node }: ResolvedNode): readonly PlanRetry[] {
  if (node.retry_policy === undefined) return [];
  return (Array.isArray(node.retry_policy) ? node.retry_policy : [node.retry_policy]).map(retry);
}

/** The bound of all of a node's attempts and pauses; it has no default. */
export function totalOf({ node }: ResolvedNode): number | null {
  return node.timeout?.total === undefined ? null : toMs(node.timeout.total);
}

/** Options of a node's own effect. */
export function effectOptions(resolved: ResolvedNode): PlanOptions {
  const { node, kind, config } = resolved;
  return {
    queue: kind.activity?.queue ?? 'omniroute-core',
    idempotency: kind.activity?.idempotency(config) ?? 'native',
    retry: retriesOf(resolved),
    start_to_close_ms:
      node.timeout?.start_to_close === undefined ? DEFAULT_START_TO_CLOSE_MS : toMs(node.timeout.start_to_close),
    heartbeat_ms: node.timeout?.heartbeat === undefined ? null : toMs(node.timeout.heartbeat),
    total_ms: totalOf(resolved),
    priority: 3,
  };
}

/** Options of an act that serves a node: idempotent by its key, repeated until infrastructure is there. */
export const SERVING_OPTIONS: PlanOptions = {
  queue: 'omniroute-core',
  idempotency: 'native',
  start_to_close_ms: DEFAULT_START_TO_CLOSE_MS,
  heartbeat_ms: null,
  total_ms: null,
  priority: 2,
  retry: [
    { on: null, initial_ms: 1000, coefficient: 2, maximum_ms: 10_000, attempts: null, non_retryable: [], jitter: 0 },
  ],
};
