import { expect, test } from 'vitest';
import { draw, USUAL_FAULTS } from './draw.ts';

const turns = Array.from({ length: 4000 }, (_, turn) => turn);

test('the rate is the share of requests with a fault, and nothing and everything are exact', () => {
  const share = (rate: number) =>
    turns.filter((turn) => draw({ seed: 1, rate }, USUAL_FAULTS, 'k', turn) !== null).length / turns.length;
  expect([share(0), share(1)]).toEqual([0, 1]);
  expect(share(0.2)).toBeGreaterThan(0.17);
  expect(share(0.2)).toBeLessThan(0.23);
});

test('every kind of fault is drawn about as often as any other', () => {
  const drawn = turns.map((turn) => JSON.stringify(draw({ seed: 1, rate: 1 }, USUAL_FAULTS, 'k', turn)));
  const counts = USUAL_FAULTS.map((fault) => drawn.filter((text) => text === JSON.stringify(fault)).length);
  for (const count of counts) expect(count).toBeGreaterThan((turns.length / USUAL_FAULTS.length) * 0.8);
});

test('seed, subject and turn each change the draw', () => {
  const line = (seed: number, subject: string, from: number) =>
    turns.slice(from, from + 60).map((turn) => draw({ seed, rate: 0.5 }, USUAL_FAULTS, subject, turn));
  expect(line(1, 'a', 0)).toEqual(line(1, 'a', 0));
  expect(line(2, 'a', 0)).not.toEqual(line(1, 'a', 0));
  expect(line(1, 'b', 0)).not.toEqual(line(1, 'a', 0));
  expect(line(1, 'a', 1)).not.toEqual(line(1, 'a', 0));
});
