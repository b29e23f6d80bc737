import { expect, test } from 'vitest';
import { playManyInMemory } from './play-many.ts';

/** Give OMNIROUTE_TEST_SEED to play others. */
const SEED = Number(process.env.OMNIROUTE_TEST_SEED ?? 20_261_201);
const TRIPLES = 5_000;

test(`the host does with ${TRIPLES} random plans, replies and faults what the simulator does, also where it goes on in a fresh history whenever it can (seed ${SEED})`, async () => {
  const { differing, histories } = await playManyInMemory(TRIPLES, SEED);
  console.log(`seed ${SEED}: ${TRIPLES} triples, ${histories} histories, ${differing.length} differ`);
  expect(differing).toEqual([]);
  expect(histories).toBeGreaterThan(TRIPLES * 2);
});
