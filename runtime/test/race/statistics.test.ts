import { expect, it } from 'vitest';
import { medianOf, ratioOfMedians } from './statistics.ts';

it('the interval of a ratio holds it, is the same each time, and is narrow where runs are alike', () => {
  const ours = Array.from({ length: 101 }, (_, index) => 100 + (index % 7));
  const theirs = ours.map((value) => value * 2);
  const found = ratioOfMedians(ours, theirs);
  expect(found.ratio).toBe(0.5);
  expect(found.low).toBeLessThanOrEqual(0.5);
  expect(found.high).toBeGreaterThanOrEqual(0.5);
  expect(found.high - found.low).toBeLessThan(0.05);
  expect(ratioOfMedians(ours, theirs)).toEqual(found);
});

it('the interval is wide where runs differ much and are few', () => {
  const found = ratioOfMedians([1, 10, 100], [1, 10, 100]);
  expect(found.high - found.low).toBeGreaterThan(1);
});

it('a median is the middle value, the upper of two', () => {
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 3, 2])]).toEqual([2, 3]);
});
