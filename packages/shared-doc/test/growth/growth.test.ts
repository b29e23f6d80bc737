import { expect, it } from 'vitest';
import { campaigns } from './growth.soak.ts';

const seed = 20260112;

it(`a document grows little by a twentieth of a working day, and not at all once it is rebuilt (seed ${seed})`, async () => {
  const figures = await campaigns[0]?.run({ scale: 1 / 20, seed });
  expect(figures).toMatchObject({ loads: 10, drags: 500, edits: 500, rebuilt: figures?.same });
  expect(Number(figures?.grown)).toBeLessThan(1.2);
}, 120_000);
