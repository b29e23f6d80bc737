/** What a `*.bench.ts` file exports as `benchmarks`. */
export interface Benchmark {
  readonly id: string;
  readonly unit: string;
  readonly goal: Goal;
  /** Takes its own medians, so the harness runs it once instead of five times. */
  readonly slow?: boolean;
  run(): Promise<Measurement>;
}

/** A bound: `{ max }`, `{ min }`, a number (at most), or words beginning with `≤`, `<=`, `≥` or `>=` and a number; other words are not judged. */
export type Goal = string | number | { readonly max?: number; readonly min?: number };

/** One measured value; `detail` says under what circumstances. */
export interface Measurement {
  readonly value: number;
  readonly detail?: string;
}

/** One line of `npm run bench -- --json`. */
export interface BenchmarkResult {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  /** `null` where the goal is words that nothing can judge. */
  readonly met: boolean | null;
  readonly detail: string;
}

const REPETITIONS = 5;

/** Measures one benchmark: the median of five runs with their spread, or one run of a slow one. */
export async function measure(benchmark: Benchmark): Promise<BenchmarkResult> {
  const taken: Measurement[] = [];
  for (let left = benchmark.slow === true ? 1 : REPETITIONS; left > 0; left -= 1) taken.push(await benchmark.run());
  taken.sort((a, b) => a.value - b.value);
  const middle = taken[(taken.length - 1) >> 1]!;
  const spread =
    taken.length === 1 ? [] : [`${taken.length} runs, ${format(taken[0]!.value)} to ${format(taken.at(-1)!.value)}`];
  const detail = [...spread, ...(middle.detail === undefined ? [] : [middle.detail])].join('; ');
  return {
    id: benchmark.id,
    value: middle.value,
    unit: benchmark.unit,
    goal: goalText(benchmark.goal),
    met: meets(middle.value, benchmark.goal),
    detail,
  };
}

/** Whether a value keeps a goal. */
export function meets(value: number, goal: Goal): boolean | null {
  const bounds = boundsOf(goal);
  if (bounds === null) return null;
  return value <= (bounds.max ?? Number.POSITIVE_INFINITY) && value >= (bounds.min ?? Number.NEGATIVE_INFINITY);
}

function boundsOf(goal: Goal): { readonly max?: number; readonly min?: number } | null {
  if (typeof goal === 'number') return { max: goal };
  if (typeof goal === 'object') return goal;
  const match = /^(≤|<=|≥|>=)\s*([0-9][0-9,]*(?:\.[0-9]+)?)(?:\s+(million|thousand))?/.exec(goal.trim());
  if (match === null) return null;
  const scale = match[3] === 'million' ? 1e6 : match[3] === 'thousand' ? 1e3 : 1;
  const bound = Number(match[2]!.replaceAll(',', '')) * scale;
  return match[1] === '≤' || match[1] === '<=' ? { max: bound } : { min: bound };
}

function goalText(goal: Goal): string {
  if (typeof goal === 'string') return goal;
  if (typeof goal === 'number') return `≤ ${format(goal)}`;
  const min = goal.min === undefined ? [] : [`≥ ${format(goal.min)}`];
  const max = goal.max === undefined ? [] : [`≤ ${format(goal.max)}`];
  return [...min, ...max].join(' and ');
}

/** Four significant digits, thousands separated: figures are read by people. */
export function format(value: number): string {
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(4)));
}
