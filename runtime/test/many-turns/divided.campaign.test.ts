import { expect, test } from 'vitest';
import { playDivided } from './play-divided.ts';

/** Give OMNIROUTE_TEST_SEED to play others. */
const SEED = Number(process.env.OMNIROUTE_TEST_SEED ?? 20_261_201);
const RUNS = 2_000;

test(`${RUNS} random runs whose loops are done by workflows of their own end as where they are done in place (seed ${SEED})`, async () => {
  const { differing, parts, histories, ends } = await playDivided(RUNS, SEED);
  console.log(
    `seed ${SEED}: ${RUNS} runs, ${parts} parts, ${histories} histories, ${JSON.stringify(ends)}, ${differing.length} differ`,
  );
  expect(differing).toEqual([]);
  expect(parts).toBeGreaterThan(RUNS);
});
