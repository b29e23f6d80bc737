import { expect, it } from 'vitest';
import { campaigns } from './growth.soak.ts';

const seed = 20260112;

it(`a document grows little by a twentieth of a working day, and not at all once it is rebuilt (seed ${seed})`, async () => {
  const figures = await campaigns[0]?.run({ scale: 1 / 20, seed });
  expect(figures).toMatchObject({ loads: 10, drags: 500, edits: 500 });
  expect(Number(figures?.grown)).toBeLessThan(1.2);
  // Not equal to the byte: ids of clients are drawn by chance, and one in sixteen takes a byte less in each item.
  expect(Math.abs(Number(figures?.rebuilt) / Number(figures?.same) - 1)).toBeLessThan(0.06);
}, 120_000);
