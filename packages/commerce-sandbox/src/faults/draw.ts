import { sha256Hex } from '@omniroute/primitives';
import type { Fault } from './shapes.ts';

/** What seeded scripts of requests draw from if they do not say. */
export const USUAL_FAULTS: readonly Fault[] = [
  { kind: 'latency', ms: 50 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retry_after: 1 },
  { kind: 'reset_before' },
  { kind: 'reset_after' },
  { kind: 'truncate' },
];

/** 2^48: twelve hex digits. */
const RANGE = 0x1_0000_0000_0000;

/**
 * Draws a fault or none. The draw is a hash of seed, subject and turn, so it does not depend on the order in which
 * requests of different subjects arrive.
 */
export function draw<Drawn>(
  { seed, rate }: { readonly seed: number; readonly rate: number },
  faults: readonly Drawn[],
  subject: string,
  turn: number,
): Drawn | null {
  const hash = sha256Hex(JSON.stringify([seed, subject, turn]));
  const share = Number.parseInt(hash.slice(0, 12), 16) / RANGE;
  if (share >= rate) return null;
  const choice = Number.parseInt(hash.slice(12, 24), 16) / RANGE;
  return faults[Math.floor(choice * faults.length)]!;
}
