import type { RunDetail, RunEvents } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import type { RunEvent } from '@omniroute/plan';
import { callApi } from '../../api/client.ts';
import { planOnce } from '../../problems/plan-once.ts';
import { startCompiler } from '../../problems/start-worker.ts';
import { fetchWholeOutput } from '../../runs/fetch-whole-output.ts';
import { askSimulator } from '../ask-simulator.ts';
import type { Played } from '../protocol.ts';
import { sampleReply } from '../scenario-of.ts';
import { startSimulator } from '../start-simulator.ts';
import { type FromRun, scenarioOfRun } from './scenario-of-run.ts';

/** A scenario made from a run, and how it goes when it is played on the version that ran. */
export interface Made extends FromRun {
  /** `null`: the version cannot be compiled any more, so nothing was played. */
  readonly played: Played | null;
}

/** The run with outputs as they were before they were cut, where these are kept; a step is left as it is where they are not. */
async function withWhole(run: RunDetail): Promise<RunDetail> {
  const visits = await Promise.all(
    run.visits.map(async (visit) => {
      const { cut, key } = visit;
      if (cut === undefined || cut.whole !== undefined) return visit;
      const fetched = await fetchWholeOutput(run.id, key, new AbortController().signal).catch(() => null);
      return fetched !== null && 'whole' in fetched ? { ...visit, cut: { ...cut, whole: fetched.whole } } : visit;
    }),
  );
  return { ...run, visits };
}

/** Makes a scenario of a run and plays it, to see whether it goes as the run did. */
export async function makeOfRun(run: RunDetail, name: string, words: { tooLong: string; fell: string }): Promise<Made> {
  const service = run.service_document as Service;
  const plan = await planOnce(service, startCompiler);
  const { events } = await callApi<RunEvents>(`/runs/${run.id}/events?after=0`);
  const made = scenarioOfRun(await withWhole(run), events as RunEvent[], {
    name,
    sample: (node) => (plan === null ? undefined : sampleReply(plan, node)),
  });
  if (plan === null) return { ...made, played: null };
  const player = askSimulator(startSimulator, words);
  try {
    const trials = [{ scenario: made.scenario, fills: false }];
    const [played] = await player.play({ plan, service, trials, inFull: false });
    return { ...made, played: played ?? null };
  } finally {
    player.stop();
  }
}
