import type { Overlap } from '@omniroute/dsl';
import { describe, expect, it } from 'vitest';
import { judgeTicks, MOST_WAITING } from './judge-ticks.ts';

/** Open runs, times waiting, times due → times started, times waiting; `!` where open runs are cancelled. */
type Case = [open: number, waiting: number[], due: number[], start: number[], kept: number[], cancel?: '!'];

const CASES: Record<Overlap, Case[]> = {
  skip: [
    [0, [], [1], [1], []],
    [1, [], [1], [], []],
    [0, [], [1, 2, 3], [1], []],
  ],
  buffer_one: [
    [0, [], [1], [1], []],
    [1, [], [1, 2], [], [1]],
    [1, [1], [2], [], [1]],
    [0, [1], [], [1], []],
    [0, [1], [2, 3], [1], [2]],
  ],
  buffer_all: [
    [0, [], [1], [1], []],
    [1, [1], [2, 3], [], [1, 2, 3]],
    [0, [1, 2], [], [1], [2]],
    [0, [1], [2], [1], [2]],
  ],
  cancel_other: [
    [0, [], [1], [1], []],
    [1, [], [1], [], [1], '!'],
    [1, [1], [2], [], [2], '!'],
    [1, [1], [], [], [1]],
    [0, [1], [], [1], []],
    [0, [], [1, 2], [2], []],
  ],
  allow_all: [
    [5, [], [1, 2], [1, 2], []],
    [0, [], [1], [1], []],
  ],
};

describe.each(Object.entries(CASES))('with the policy %s', (overlap, cases) => {
  it.each(cases)('%i open, %j waiting, %j due: %j start, %j wait', (open, waiting, due, start, kept, cancel) => {
    expect(judgeTicks(overlap as Overlap, { open, waiting, due })).toEqual({
      start,
      waiting: kept,
      cancel: cancel === '!',
    });
  });
});

it('times do not pile up without end', () => {
  const due = Array.from({ length: MOST_WAITING + 5 }, (_, index) => index);
  expect(judgeTicks('buffer_all', { open: 1, waiting: [], due }).waiting.length).toBe(MOST_WAITING);
});
