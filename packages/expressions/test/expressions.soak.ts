import { judge, mistakenMapping } from './mistakes.ts';
import { randomOf } from './random.ts';
import { runHostile } from './run-hostile.ts';

interface Options {
  readonly scale: number;
  readonly seed: number;
}

/** What one hostile expression may take, whatever is done with it. */
const MOST_MS = 50;

/** Time of the processor: what other processes do does not count. */
function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Hostile expressions and mistaken mappings, by the thousand. */
export const campaigns = [
  {
    id: 'hostile-expressions',
    run: async ({ scale, seed }: Options) => {
      const count = Math.round(10_000 * scale);
      const { run: ran, edit, ...outcomes } = runHostile(seed, count, cpuMilliseconds);
      for (const { worst, slowest } of [ran, edit])
        if (worst > MOST_MS) throw new Error(`${worst} ms of processor time for ${slowest}`);
      const peak_mb = Math.round(process.resourceUsage().maxRSS / 1024);
      return { count, ...outcomes, run_cpu_ms: ran, edit_cpu_ms: edit, peak_mb };
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
