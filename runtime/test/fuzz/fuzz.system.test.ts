import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRuntime } from '../test-runtime.ts';
import { playTriples } from './play-triples.ts';
import { SERVERS, SLACK } from './servers.ts';
import { steadyTriples } from './steady-triples.ts';

/** Give OMNIROUTE_TEST_SEED to play others. */
const SEED = Number(process.env.OMNIROUTE_TEST_SEED ?? 20_261_201);
const TRIPLES = 500;

describe.each(SERVERS)('a server $server', ({ options, share }) => {
  let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
  beforeAll(async () => {
    runtime = await startTestRuntime(options);
  });
  afterAll(() => runtime.stop());

  it(`does with ${TRIPLES * share} random plans, replies and faults what the simulator does (seed ${SEED})`, async () => {
    const triples = steadyTriples(SEED, TRIPLES * share, SLACK);
    const { again, differing } = await playTriples(runtime, triples, SLACK);
    console.log(`seed ${SEED}: ${triples.length} triples, ${again} played again alone, ${differing.length} differ`);
    expect(differing).toEqual([]);
    expect(again).toBeLessThan(triples.length / 5);
  });
});
