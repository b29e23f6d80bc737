import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import { branchingOf } from '../test/large/branching.ts';
import { nestedOf } from '../test/large/nested.ts';
import { sequentialOf } from '../test/large/sequential.ts';
import { compile, type LoweringRegistry } from './index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
/** Runs of one size: as many as compile so many steps together. */
const NODES_COMPILED = 20_000;
const LEAST_RUNS = 4;
const SIZES = [200, 500, 1000, 2000, 5000, 10_000] as const;

/**
 * How the time of compiling grows: the exponent k of n^k that fits the times of all sizes best (least squares of
 * the logarithms). Between the same sizes n log n grows as the goal says.
 */
function growth(make: (count: number) => Json): { value: number; detail: string } {
  for (let warm = 0; warm < 20; warm += 1) compile({ document: make(200 - warm) }, options);
  const times = SIZES.map((size) => costOf(size, make(size)));
  const grown = (values: readonly number[]) => (values.at(-1) as number) / (values[0] as number);
  const share = grown(times) / grown(SIZES.map(nLogNOf));
  return {
    value: slope(times),
    detail: `${SIZES.map((size, index) => `${size}: ${times[index]?.toFixed(1)} ms`).join(', ')}; ${share.toFixed(2)} of n log n from first to last`,
  };
}

/** Milliseconds of the processor for one compilation: what else the machine does counts little. */
function costOf(size: number, document: Json): number {
  const runs = Math.max(LEAST_RUNS, Math.round(NODES_COMPILED / size));
  const began = process.threadCpuUsage();
  for (let run = 0; run < runs; run += 1)
    if (!compile({ document }, options).ok) throw new Error('the service is not sound');
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000 / runs;
}

/** The slope of the line through the logarithms of sizes and values. */
function slope(values: readonly number[]): number {
  const points = SIZES.map((size, index) => [Math.log(size), Math.log(values[index] as number)] as const);
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const both = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  return both / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
}

function nLogNOf(size: number): number {
  return size * Math.log2(size);
}

const GOAL = { max: Number(slope(SIZES.map(nLogNOf)).toFixed(2)) };

export const benchmarks = [
  { id: 'compile-growth-sequential', unit: 'exponent', goal: GOAL, slow: true, run: async () => growth(sequentialOf) },
  { id: 'compile-growth-branching', unit: 'exponent', goal: GOAL, slow: true, run: async () => growth(branchingOf) },
  { id: 'compile-growth-nested', unit: 'exponent', goal: GOAL, slow: true, run: async () => growth(nestedOf) },
];
