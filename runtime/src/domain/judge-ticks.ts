import type { Overlap } from '@omniroute/dsl';
import { assertNever } from '@omniroute/errors';

/** Times that wait for their turn, at most; what comes on top is skipped. */
export const MOST_WAITING = 1_000;

/** What a schedule's times meet: runs that are open, times that wait already, and times that are due now, oldest first. */
export interface Meeting {
  readonly open: number;
  readonly waiting: readonly number[];
  readonly due: readonly number[];
}

/** What is done: times that start a run now, times that wait, and whether open runs are to be cancelled. */
export interface Turn {
  readonly start: readonly number[];
  readonly waiting: readonly number[];
  readonly cancel: boolean;
}

/**
 * Judges the times of a schedule by its policy for overlapping runs. Those that wait take their turn one by one, each when
 * nothing is open any more. Pure.
 */
export function judgeTicks(overlap: Overlap, { open, waiting, due }: Meeting): Turn {
  const all = [...waiting, ...due];
  const [first, ...others] = all;
  const idle = open === 0 && first !== undefined;
  const turn = (start: readonly number[], kept: readonly number[], cancel = false): Turn => ({
    start,
    waiting: kept.slice(0, MOST_WAITING),
    cancel,
  });
  switch (overlap) {
    case 'skip':
      return turn(idle ? [first] : [], []);
    case 'buffer_one':
      return idle ? turn([first], others.slice(0, 1)) : turn([], all.slice(0, 1));
    case 'buffer_all':
      return idle ? turn([first], others) : turn([], all);
    case 'cancel_other': {
      // Only the newest counts: whatever it met would be cancelled by it.
      const newest = all.slice(-1);
      return open === 0 ? turn(newest, []) : turn([], newest, due.length > 0);
    }
    case 'allow_all':
      return turn(all, []);
    default:
      return assertNever(overlap);
  }
}
