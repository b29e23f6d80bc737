import type { Json } from '@omniroute/primitives';

/**
 * What one attempt leaves for the next, in the heartbeat details: attempts charged so far, first start in ms, and whether one
 * of them may have reached its target.
 */
export interface AttemptRecord {
  readonly charged: number;
  readonly first: number;
  readonly reached: boolean;
}

/** Reads the record; a first attempt, or one whose predecessor was lost before it reported, begins anew. */
export function readRecord(details: Json | undefined, now: number): AttemptRecord {
  if (typeof details === 'object' && details !== null && !Array.isArray(details)) {
    const { charged, first, reached } = details as Record<string, Json>;
    if (typeof charged === 'number' && typeof first === 'number') return { charged, first, reached: reached === true };
  }
  return { charged: 0, first: now, reached: false };
}
