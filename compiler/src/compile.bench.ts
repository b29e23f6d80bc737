import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import type { Json } from '@omniroute/primitives';
import { branchingOf } from '../test/large/branching.ts';
import { sequentialOf } from '../test/large/sequential.ts';
import { estimate } from './estimate.ts';
import { compile, type LoweringRegistry } from './index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

/** Median milliseconds of compiling a service that was not compiled before; the process is warm from others. */
function measure(count: number, make: (count: number) => Json = sequentialOf): { value: number; detail: string } {
  for (let warm = 0; warm < 3; warm += 1) compile({ document: make(count - warm - 1) }, options);
  const times: number[] = [];
  for (let run = 0; run < 7; run += 1) {
    const text = JSON.stringify(make(count));
    const began = performance.now();
    const { ok } = compile({ text }, options);
    times.push(performance.now() - began);
    if (!ok) throw new Error('the service is not sound');
  }
  times.sort((a, b) => a - b);
  return {
    value: times[3] as number,
    detail: `7 runs, ${(times[0] as number).toFixed(1)} to ${(times[6] as number).toFixed(1)} ms`,
  };
}

/** Median milliseconds of estimating a plan of so many nodes, the slower of both shapes. */
function measureEstimate(count: number): { value: number; detail: string } {
  const medians = [sequentialOf, branchingOf].map((make) => {
    const { plan } = compile({ document: make(count) }, options);
    if (plan === undefined) throw new Error('the service is not sound');
    const times = Array.from({ length: 15 }, () => {
      const began = performance.now();
      estimate(plan);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    return times[7] as number;
  });
  return {
    value: Math.max(...medians),
    detail: `median of 15 runs: ${medians.map((each) => each.toFixed(2)).join(' and ')} ms`,
  };
}

export const benchmarks = [
  { id: 'estimate-200-nodes', unit: 'ms', goal: { max: 3 }, run: async () => measureEstimate(200) },
  { id: 'compile-200-nodes', unit: 'ms', goal: { max: 30 }, run: async () => measure(200) },
  { id: 'compile-2000-nodes', unit: 'ms', goal: { max: 300 }, run: async () => measure(2000) },
  { id: 'compile-200-branching-nodes', unit: 'ms', goal: { max: 30 }, run: async () => measure(200, branchingOf) },
  { id: 'compile-2000-branching-nodes', unit: 'ms', goal: { max: 300 }, run: async () => measure(2000, branchingOf) },
];
