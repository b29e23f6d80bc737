import { compareExpectation, simulate } from '@omniroute/simulator';
import type { IdeasAnswer, IdeasRequest, PlayAnswer, Played, PlayRequest } from './protocol.ts';
import { scenarioOf } from './scenario-of.ts';
import { generateScenarios } from './scenarios/generate.ts';
import { takenEdges } from './taken-edges.ts';

/** Answers a question of the page. */
export function answer(request: PlayRequest | IdeasRequest): PlayAnswer | IdeasAnswer {
  if (!('ideasFor' in request)) return play(request);
  const { turn, ideasFor, service } = request;
  return { turn, madeUp: generateScenarios(ideasFor, service) };
}

/** Plays trials; one that cannot be played does not keep the others from it. */
export function play({ turn, plan, service, trials, inFull }: PlayRequest): PlayAnswer {
  const played = trials.map((trial): Played => {
    try {
      const scenario = scenarioOf(plan, service, trial);
      const made = simulate(plan, scenario, { service: service.id, explain: inFull });
      const differences = compareExpectation(made, scenario.expect ?? {});
      const edges = [...takenEdges(plan, service, made.events, scenario.trigger)];
      return { ok: true, scenario, simulation: inFull ? made : { ...made, events: [] }, differences, edges };
    } catch (error) {
      return { ok: false, problem: error instanceof Error ? error.message : String(error) };
    }
  });
  return { turn, played };
}
