import { performance } from 'node:perf_hooks';
import { judge, mistakenMapping } from './mistakes.ts';
import { randomOf } from './random.ts';
import { runHostile } from './run-hostile.ts';

interface Options {
  readonly scale: number;
  readonly seed: number;
}

/** Hostile expressions and mistaken mappings, by the thousand. */
export const campaigns = [
  {
    id: 'hostile-expressions',
    run: async ({ scale, seed }: Options) => {
      const count = Math.round(10_000 * scale);
      const run = runHostile(seed, count, () => performance.now());
      if (run.slowest.milliseconds > 50)
        throw new Error(`${run.slowest.milliseconds.toFixed(1)} ms for ${run.slowest.source}`);
      return { count, ...run };
    },
  },
  {
    id: 'mistaken-mappings',
    run: async ({ scale, seed }: Options) => {
      const random = randomOf(seed);
      const count = Math.round(2000 * scale);
      const judged = Array.from({ length: count }, () => mistakenMapping(random)).map((mapping) => ({
        ...judge(mapping),
        mapping,
      }));
      const found = judged.filter(({ refused, atPlace }) => refused && atPlace).length;
      const missed = [
        ...new Set(
          judged
            .filter(({ refused, atPlace }) => !refused || !atPlace)
            .map(({ mapping }) => `${mapping.mistake}: ${mapping.source}`),
        ),
      ];
      if (found / count < 0.95)
        throw new Error(
          `Only ${found} of ${count} mistakes were found at their place: ${missed.slice(0, 10).join('; ')}`,
        );
      return { count, found, missed };
    },
  },
];
