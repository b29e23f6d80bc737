import { availableParallelism, loadavg } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { CompileResult } from '@omniroute/compiler';
import { compileService, type Job, type Known } from './compile-service.ts';
import { startHelper, type Work } from './start-helper.ts';

/** A helper loads the compiler anew: with less text than this for each it costs more than it brings. */
const BYTES_A_HELPER = 1_500_000;
const MOST_HELPERS = 7;

/** How many threads beside this one are worth starting: as many cores as nothing else uses, if there is enough to do. */
export function helpersFor(jobs: readonly Job[], { cores, load }: { cores: number; load: number }): number {
  const bytes = jobs.reduce((sum, { text }) => sum + text.length, 0);
  const idle = Math.max(0, Math.round(cores - 1 - load));
  return Math.min(Math.floor(bytes / BYTES_A_HELPER), idle, MOST_HELPERS);
}

/**
 * Compiles services; results are in their order, whoever made them. What a helper loses by a fault of its own is compiled
 * here, and what fails here is thrown.
 */
export async function compileMany(
  jobs: readonly Job[],
  known: Known,
  helpers = helpersFor(jobs, { cores: availableParallelism(), load: loadavg()[0] ?? 0 }),
): Promise<CompileResult[]> {
  const work: Work = { jobs, known, left: jobs.map((_, index) => index), results: new Map() };
  const started = Array.from({ length: helpers }, () => startHelper(work));
  const compile = async (index: number) => work.results.set(index, await compileService(jobs[index] as Job, known));
  try {
    for (let index = work.left.shift(); index !== undefined; index = work.left.shift()) {
      await compile(index);
      // Helpers are heard between two services.
      if (helpers > 0) await setImmediate();
    }
  } finally {
    work.left.length = 0;
    for (const helper of started) helper.stop();
    await Promise.all(started.map(({ done }) => done));
  }
  for (const index of jobs.keys()) if (!work.results.has(index)) await compile(index);
  return jobs.map((_, index) => work.results.get(index) as CompileResult);
}
