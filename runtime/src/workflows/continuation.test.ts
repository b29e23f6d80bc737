import { expect, test } from 'vitest';
import { isLong } from './continuation.ts';

const history = (historyLength: number, historySize: number) => ({
  historyLength,
  historySize,
  continueAsNewSuggested: false,
});

/** At how many bytes a history is long that began with so many. */
function longAt(began: number): number {
  let bytes = began;
  while (!isLong(history(10, bytes), began)) bytes += 10_000;
  return bytes;
}

test('a history is long at 3,500 events, at 1.5 MB, or when the server says so', () => {
  expect([isLong(history(3_500, 0), 0), isLong(history(3_501, 0), 0)]).toEqual([false, true]);
  expect([isLong(history(10, 1_500_000), 0), isLong(history(10, 1_500_001), 0)]).toEqual([false, true]);
  expect(isLong({ ...history(10, 10), continueAsNewSuggested: true }, 0)).toBe(true);
});

test('what a run carries stands at both ends of a history, and leaves room for it to get on', () => {
  for (const began of [0, 200_000, 500_000, 700_000]) expect(longAt(began) + began).toBeLessThan(2_010_000);
  for (const began of [0, 700_000, 1_200_000, 1_700_000]) expect(longAt(began) - began).toBeGreaterThanOrEqual(300_000);
});
