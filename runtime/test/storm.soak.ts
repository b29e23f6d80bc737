import { seeded } from '@omniroute/testing/drawn';
import { playStorm } from './storm.ts';

const WORKS = 4000;

/** The same storm of 503 without and with the circuit breaker: how much more than one request a piece of work reaches the target. */
export const campaigns = [
  {
    id: 'storm',
    async run({ scale, seed }: { readonly scale: number; readonly seed: number }) {
      const works = Math.max(100, Math.round(WORKS * scale));
      const storm = { works, overMs: works * 100, stormMs: 60_000, retryAfterSeconds: null };
      const off = await playStorm({ ...storm, breaker: false, random: seeded(seed) });
      const on = await playStorm({ ...storm, breaker: true, random: seeded(seed) });
      const figures = {
        works,
        requests_without_breaker: off.requests,
        requests_with_breaker: on.requests,
        extra_without_breaker: off.extra,
        extra_with_breaker: on.extra,
        lost: on.failed,
      };
      if (on.extra <= 0.2 && on.failed === 0) return figures;
      throw new Error(`The breaker does not hold (seed ${seed}): ${JSON.stringify(figures)}`);
    },
  },
];
