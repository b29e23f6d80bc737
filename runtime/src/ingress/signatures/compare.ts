import { createHmac } from 'node:crypto';
import { constantTimeEqual } from '@omniroute/server-kit';
import type { Refusal } from './scheme.ts';

export type Algorithm = 'sha256' | 'sha512';

/** Whether a signature in hex or base64 is the HMAC of some bytes; hex in either case, since it means the same. */
export function compareHmac(
  given: string | undefined,
  expected: { algorithm: Algorithm; encoding: 'hex' | 'base64'; secret: string; signed: Uint8Array },
): Refusal | null {
  if (given === undefined || given === '') return 'missing';
  const digest = createHmac(expected.algorithm, expected.secret).update(expected.signed).digest();
  if (expected.encoding === 'base64') return constantTimeEqual(given, digest.toString('base64')) ? null : 'mismatch';
  if (!/^[0-9a-fA-F]+$/.test(given) || given.length !== digest.length * 2) return 'mismatch';
  return constantTimeEqual(Buffer.from(given, 'hex'), digest) ? null : 'mismatch';
}

/** Whether an instant in milliseconds lies within a tolerance of now, before or after. */
export function isFresh(at: number, now: number, toleranceMs: number): boolean {
  return Number.isFinite(at) && Math.abs(now - at) <= toleranceMs;
}

/** How far a sender's clock may be off, where nothing else is said. */
export const TOLERANCE_MS = 300_000;
