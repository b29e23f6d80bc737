import type { CoverageFigures } from './coverage.ts';
import { type CounterExample, runAcceptedPlans } from './run-accepted-plans.ts';

/** What one process of the campaign reports. */
export interface ShardReport {
  readonly drawn: number;
  readonly accepted: number;
  readonly atOnce: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly coverage: CoverageFigures;
  readonly counterExamples: readonly CounterExample[];
}

const [count = 0, seed = 0, shard = 0, of = 1] = process.argv.slice(2).map(Number);
const { coverage, ...report } = runAcceptedPlans(count, seed, { shard, of });
process.send?.({ ...report, coverage: coverage.figures() } satisfies ShardReport);
