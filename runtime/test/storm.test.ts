import { seeded } from '@omniroute/testing/drawn';
import { expect, test } from 'vitest';
import { playStorm, type StormOptions } from './storm.ts';

/** Give OMNIROUTE_TEST_SEED to play a storm again. */
const SEED = Number(process.env.OMNIROUTE_TEST_SEED ?? Date.now() % 1_000_000_000);

const STORM = { works: 200, overMs: 20_000, stormMs: 60_000, retryAfterSeconds: null } as const;

async function both(options: Omit<StormOptions, 'breaker' | 'random'>) {
  const off = await playStorm({ ...options, breaker: false, random: seeded(SEED) });
  const on = await playStorm({ ...options, breaker: true, random: seeded(SEED) });
  console.log(
    `seed ${SEED}: ${options.works} pieces of work, 503 for ${options.stormMs / 1000} s, Retry-After ` +
      `${options.retryAfterSeconds ?? 'absent'}: ${off.requests} requests without the breaker, ${on.requests} with it`,
  );
  return { off, on };
}

test(`in a storm of 503 the breaker keeps what reaches the target near one request a piece of work (seed ${SEED})`, async () => {
  const { off, on } = await both(STORM);
  expect(off.extra).toBeGreaterThan(2);
  expect(on.extra).toBeLessThanOrEqual(0.2);
  expect([off.done, on.done]).toEqual([STORM.works, STORM.works]);
});

test(`a target that says when to come back is not asked before (seed ${SEED})`, async () => {
  const { off, on } = await both({ ...STORM, retryAfterSeconds: 30 });
  expect(on.extra).toBeLessThanOrEqual(0.2);
  expect(on.requests).toBeLessThan(off.requests);
  expect([off.done, on.done]).toEqual([STORM.works, STORM.works]);
});
