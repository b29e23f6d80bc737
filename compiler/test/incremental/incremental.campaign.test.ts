import { expect, test } from 'vitest';
import { campaigns } from './incremental.soak.ts';

const seed = 20_261_130;

test(`whatever is edited and taken back, the checker says what compiling from scratch says (seed ${seed})`, async () => {
  const figures = await campaigns[0]?.run({ scale: 1 / 20, seed });
  expect(figures).toMatchObject({ histories: 100, differences: 0 });
  for (const count of ['sound', 'refused', 'undone']) expect(Number(figures?.[count as 'sound'])).toBeGreaterThan(100);
}, 180_000);
