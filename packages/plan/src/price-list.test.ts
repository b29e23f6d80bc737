import { expect, test } from 'vitest';
import { EVENT_PRICES } from './price-list.ts';

test('control costs nothing', () => {
  const free = Object.entries(EVENT_PRICES).flatMap(([op, { events }]) => (events[1] === 0 ? [op] : []));
  expect(free).toEqual(['decide', 'fork', 'each', 'while', 'set', 'end', 'raise']);
});

test('every price is a range', () => {
  for (const { events } of Object.values(EVENT_PRICES)) expect(events[0]).toBeLessThanOrEqual(events[1]);
});
