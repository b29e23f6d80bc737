import { fork } from 'node:child_process';
import { Coverage } from './coverage.ts';
import type { ShardReport } from './shard.ts';

const PLANS = 100_000;
const SHARDS = 2;

/** Random services that the compiler accepts, played with random replies. */
export const campaigns = [
  {
    id: 'accepted-plans',
    run: async ({ scale, seed }: { readonly scale: number; readonly seed: number }) => {
      const count = Math.round((PLANS * scale) / SHARDS);
      const reports = await Promise.all(Array.from({ length: SHARDS }, (_, shard) => reportOf(count, seed, shard)));
      const broken = reports.flatMap(({ counterExamples }) => counterExamples);
      if (broken.length > 0) throw new Error(`A promise is broken (seed ${seed}): ${JSON.stringify(broken, null, 1)}`);
      const coverage = new Coverage();
      for (const report of reports) coverage.add(report.coverage);
      const sum = (of: (report: ShardReport) => number) => reports.reduce((total, report) => total + of(report), 0);
      const refused: Record<string, number> = {};
      for (const [code, number] of reports.flatMap((report) => Object.entries(report.refused)))
        refused[code] = (refused[code] ?? 0) + number;
      const [drawn, accepted] = [sum((report) => report.drawn), sum((report) => report.accepted)];
      return {
        drawn,
        accepted,
        accepted_share: Math.round((accepted / drawn) * 1000) / 1000,
        accepted_at_once: sum((report) => report.atOnce),
        broken: 0,
        refused,
        ...coverage.figures(),
      };
    },
  },
];

function reportOf(count: number, seed: number, shard: number): Promise<ShardReport> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('shard.ts', import.meta.url), [count, seed, shard, SHARDS].map(String));
    let report: ShardReport | null = null;
    child.once('message', (message) => {
      report = message as ShardReport;
    });
    child.once('exit', (code) => {
      if (report === null) reject(new Error(`Shard ${shard} ended with ${code} and no report`));
      else resolve(report);
    });
  });
}
