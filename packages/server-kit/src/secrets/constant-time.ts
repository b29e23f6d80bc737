import { timingSafeEqual } from 'node:crypto';

/**
 * Compares secrets or signatures without telling by its duration where they differ. The length is compared first and may
 * be told. An empty expectation equals nothing: an unset secret must refuse.
 */
export function constantTimeEqual(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  const left = typeof given === 'string' ? Buffer.from(given) : given;
  const right = typeof expected === 'string' ? Buffer.from(expected) : expected;
  if (right.byteLength === 0 || left.byteLength !== right.byteLength) return false;
  return timingSafeEqual(left, right);
}
