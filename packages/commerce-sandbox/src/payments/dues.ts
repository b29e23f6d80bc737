import type { Money } from '../money/currencies.ts';
import type { Course } from './test-payers.ts';

/** What becomes of a payment by itself, and when. */
export type Due =
  | { readonly at: number; readonly to: 'succeeded' | 'again'; readonly paid: Money }
  | { readonly at: number; readonly to: 'failed'; readonly reason: string | null };

/** The dues of a charge, in the order of their times: its course, and the end of its window if nothing ended it before. */
export function duesOf({ first, then }: Course, asked: Money, now: number, windowEnd: number | null): readonly Due[] {
  const dues = then.map(({ afterMs, window = false, to, pays }): Due => {
    const at = (window ? (windowEnd ?? now) : now) + afterMs;
    if (to === 'failed') return { at, to, reason: null };
    if (pays === undefined) throw new Error('A turn in which money comes says how much.');
    return { at, to, paid: pays(asked) };
  });
  const open = first === 'initiated' || first === 'pending';
  const endsInTime = dues.some((due) => due.to !== 'again' && windowEnd !== null && due.at <= windowEnd);
  if (windowEnd !== null && open && !endsInTime) dues.push({ at: windowEnd, to: 'failed', reason: 'expired' });
  return dues.sort((a, b) => a.at - b.at);
}
