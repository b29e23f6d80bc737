import { isDeepStrictEqual } from 'node:util';
import { playScenario } from '../play-scenario.ts';
import type { startTestRuntime } from '../test-runtime.ts';
import { told } from '../told.ts';
import type { Triple } from './draw-triple.ts';
import type { Slack } from './is-steady.ts';

/** They wait far more than they work. */
const BESIDE = 24;

/** A triple that a server and the simulator tell differently. */
export interface Differing {
  readonly seed: number;
  readonly server: unknown;
  readonly simulator: unknown;
}

/** What came of many triples. */
export interface PlayedTriples {
  /** Played again alone: among many on a busy machine a clock may be later than the slack allows. */
  readonly again: number;
  readonly differing: readonly Differing[];
}

/** Plays triples on a server, many at a time, and what differs from the simulator once more alone. */
export async function playTriples(
  runtime: Awaited<ReturnType<typeof startTestRuntime>>,
  triples: readonly Triple[],
  { realMs }: Slack,
): Promise<PlayedTriples> {
  const play = async ({ seed, plan, scenario }: Triple): Promise<Differing | null> => {
    const { view, run, expected } = await playScenario(runtime, plan, scenario, 'random', realMs);
    const server = told(
      view,
      runtime.seen.filter((call) => call.run === run),
    );
    const simulator = told(expected.view, expected.calls);
    return isDeepStrictEqual(server, simulator) ? null : { seed, server, simulator };
  };
  const left = [...triples];
  const again: Triple[] = [];
  const player = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      if ((await play(next)) !== null) again.push(next);
  };
  await Promise.all(Array.from({ length: BESIDE }, player));
  const differing: Differing[] = [];
  for (const triple of again) {
    const told = await play(triple);
    if (told !== null) differing.push(told);
  }
  return { again: again.length, differing };
}
