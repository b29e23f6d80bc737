import { describe, expect, it } from 'vitest';
import { dueTicks } from './due-ticks.ts';

const MINUTE = 60_000;
const every = { timing: { every_ms: MINUTE }, catchUpMs: 10 * MINUTE };
const NOW = 1_000 * MINUTE;

describe('the times of a schedule', () => {
  it('are not due before they come', () => {
    expect(dueTicks({ ...every, nextAt: NOW + 1 }, NOW)).toEqual({ due: [], missed: null, nextAt: NOW + 1 });
  });

  it('that were missed are made up for within catch_up', () => {
    const { due, missed, nextAt } = dueTicks({ ...every, nextAt: NOW - 3 * MINUTE }, NOW);
    expect({ due, missed, nextAt }).toEqual({
      due: [NOW - 3 * MINUTE, NOW - 2 * MINUTE, NOW - MINUTE, NOW],
      missed: null,
      nextAt: NOW + MINUTE,
    });
  });

  it('that are older are passed over, and named', () => {
    const { due, missed } = dueTicks({ ...every, nextAt: NOW - 60 * MINUTE }, NOW);
    expect(missed).toEqual({ from: NOW - 60 * MINUTE, to: NOW - 10 * MINUTE });
    expect(due).toEqual(Array.from({ length: 11 }, (_, index) => NOW - (10 - index) * MINUTE));
  });

  it('are on time for a few seconds even where nothing is to be made up for', () => {
    const never = { ...every, catchUpMs: 0, nextAt: NOW };
    expect(dueTicks(never, NOW + 5_000)).toMatchObject({ due: [NOW], missed: null });
    expect(dueTicks(never, NOW + 15_000)).toMatchObject({ due: [], nextAt: NOW + MINUTE });
  });

  it('are dealt with in portions', () => {
    const { due, nextAt } = dueTicks({ ...every, catchUpMs: 1_000 * MINUTE, nextAt: NOW - 500 * MINUTE }, NOW);
    expect([due.length, nextAt]).toEqual([100, NOW - 400 * MINUTE]);
  });

  it('end where there are no more', () => {
    const never = { timing: { cron: '0 0 1 1 *', timezone: 'Nowhere/City' }, catchUpMs: 0 };
    expect(dueTicks({ ...never, nextAt: NOW }, NOW)).toEqual({ due: [NOW], missed: null, nextAt: null });
  });
});
