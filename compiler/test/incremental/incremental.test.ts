import { expect, test } from 'vitest';
import { campaigns } from './incremental.soak.ts';

const seed = 20_261_202;

test(`a few histories of edits leave the checker saying what compiling from scratch says (seed ${seed})`, async () => {
  expect(await campaigns[0]?.run({ scale: 1 / 400, seed })).toMatchObject({ histories: 5, differences: 0 });
});
