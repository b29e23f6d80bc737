import { expect, test } from 'vitest';
import { aNumberOfTimes, items, overItems, overPages } from './plans.ts';
import { playTurns } from './play.ts';

const ITEMS = 50_000;
const TURNS = 20_000;

test(`${ITEMS} items of one list go through many histories, and what one begins with does not grow with the items that are done`, async () => {
  const played = await playTurns(overItems(20), items(ITEMS));
  console.log(JSON.stringify(played));
  expect(played.output).toBe(ITEMS);
  expect(played.histories).toBeGreaterThan(50);
  expect(played.most_events).toBeLessThanOrEqual(4_096);
  // The list, once.
  expect(played.most_bytes_carried).toBeLessThan(JSON.stringify(items(ITEMS)).length + 100_000);
});

test(`${ITEMS} items that come page by page leave nothing behind`, async () => {
  const played = await playTurns(overPages(20), ITEMS / 1_000);
  console.log(JSON.stringify(played));
  expect(played.output).toBe(ITEMS);
  expect(played.most_events).toBeLessThanOrEqual(4_096);
  expect(played.most_bytes_carried).toBeLessThan(50_000);
});

test.each(['times', 'condition'] as const)(`${TURNS} turns of a loop by its %s carry next to nothing`, async (op) => {
  const played = await playTurns(aNumberOfTimes(op), TURNS);
  console.log(JSON.stringify(played));
  expect(played.output).toEqual([TURNS, TURNS]);
  expect(played.most_events).toBeLessThanOrEqual(4_096);
  expect(played.most_bytes_carried).toBeLessThan(100_000);
});
