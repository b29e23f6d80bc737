import { expect, it } from 'vitest';
import { campaigns } from './histories.soak.ts';

const seed = 20260110;

it(`five people who edit, undo and lose each other end with one service, no edit of another field lost (seed ${seed})`, async () => {
  const [campaign] = campaigns;
  const figures = await campaign?.run({ scale: 1 / 20, seed });
  expect(figures).toMatchObject({ histories: 500, divergent: 0, dangling: 0, lost: 0, stale: 0 });
  expect(Number(figures?.hidden)).toBeGreaterThan(0);
}, 180_000);
