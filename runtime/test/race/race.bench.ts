import type { RaceFlow } from './flow.ts';
import { FLOWS } from './flows.ts';
import { replayRace } from './replay-race.ts';
import { type Cost, type Runner, type Track, withTrack } from './run-race.ts';
import { medianOf, ratioOfMedians } from './statistics.ts';

const WARM_UP = 5;
const RUNNERS: readonly Runner[] = ['interpreted', 'by hand'];
/** Runs that are started together for throughput, how many are open at a time, and how often. */
const TOGETHER = 150;
const OPEN = 40;
const ROUNDS = 5;
const REPLAY_PAIRS = 15;

interface Raced {
  readonly costs: Readonly<Record<Runner, readonly Cost[]>>;
  readonly throughput: Readonly<Record<'ours' | 'hand', readonly number[]>>;
  readonly replay: { readonly ours: readonly number[]; readonly hand: readonly number[] };
  /** Events of a run with a child for each branch or item, where the flow has any. */
  readonly withChildren: number | null;
}

const PARTS: Readonly<Record<string, number>> = { fork: 10, each: 100 };
const raced = new Map<string, Promise<Raced>>();

function race(flow: RaceFlow): Promise<Raced> {
  const known = raced.get(flow.id) ?? withTrack((track) => measure(track, flow));
  raced.set(flow.id, known);
  return known;
}

async function measure(track: Track, flow: RaceFlow): Promise<Raced> {
  const costs: Record<Runner, Cost[]> = { interpreted: [], 'by hand': [], bare: [] };
  for (let pair = 0; pair < flow.pairs + WARM_UP; pair += 1) {
    // Whoever goes first finds the server as the other left it: they take turns.
    for (const by of pair % 2 === 0 ? RUNNERS : RUNNERS.toReversed()) {
      const { id, milliseconds } = await track.run(flow, by);
      if (pair >= WARM_UP) costs[by].push(await track.cost(id, milliseconds));
    }
  }
  const bare = await track.run(flow, 'bare');
  costs.bare.push(await track.cost(bare.id, bare.milliseconds));
  const throughput = { ours: [] as number[], hand: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    throughput.ours.push(await perSecond(track, flow, 'interpreted'));
    throughput.hand.push(await perSecond(track, flow, 'by hand'));
  }
  const parts = PARTS[flow.id];
  return {
    costs,
    throughput,
    replay: await replayRace(track, flow, REPLAY_PAIRS),
    withChildren: parts === undefined ? null : await track.children(parts),
  };
}

/** Completed runs a second. */
async function perSecond(track: Track, flow: RaceFlow, by: Runner): Promise<number> {
  let left = flow.pairs < 100 ? TOGETHER / 5 : TOGETHER;
  const all = left;
  const began = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await track.run(flow, by);
    }
  };
  await Promise.all(Array.from({ length: OPEN }, lane));
  return (1000 * all) / (performance.now() - began);
}

const of = (costs: readonly Cost[], figure: keyof Cost) => costs.map((cost) => cost[figure]);

function benchmarksOf(flow: RaceFlow) {
  const size = (figure: 'events' | 'bytes') => async () => {
    const { costs } = await race(flow);
    const [ours, hand, bare] = [costs.interpreted, costs['by hand'], costs.bare].map((each) =>
      medianOf(of(each, figure)),
    ) as [number, number, number];
    const worst = Math.max(...of(costs.interpreted, figure));
    return {
      value: ours / hand,
      detail: `${flow.title}: ${ours.toFixed(0)} to ${hand.toFixed(0)} by hand (${bare.toFixed(0)} bare), at most ${worst.toFixed(0)}; ${flow.pairs} runs in turns`,
    };
  };
  return [
    { id: `race-${flow.id}-events`, unit: 'ratio', goal: { max: 1 }, slow: true, run: size('events') },
    { id: `race-${flow.id}-bytes`, unit: 'ratio', goal: { max: 1.1 }, slow: true, run: size('bytes') },
    {
      id: `race-${flow.id}-latency`,
      unit: 'ratio, lower end',
      goal: { max: 1.05 },
      slow: true,
      async run() {
        const { costs } = await race(flow);
        const [ours, hand] = [of(costs.interpreted, 'milliseconds'), of(costs['by hand'], 'milliseconds')];
        const { ratio, low, high } = ratioOfMedians(ours, hand);
        return {
          value: low,
          detail: `medians ${medianOf(ours).toFixed(1)} to ${medianOf(hand).toFixed(1)} ms: ${ratio.toFixed(3)}, 95 % from ${low.toFixed(3)} to ${high.toFixed(3)}`,
        };
      },
    },
    {
      id: `race-${flow.id}-throughput`,
      unit: 'ratio',
      goal: { min: 0.97 },
      slow: true,
      async run() {
        const { ours, hand } = (await race(flow)).throughput;
        return {
          value: medianOf(ours) / medianOf(hand),
          detail: `${medianOf(ours).toFixed(1)} to ${medianOf(hand).toFixed(1)} runs a second, ${OPEN} open, ${ROUNDS} rounds in turns`,
        };
      },
    },
    {
      id: `race-${flow.id}-replay`,
      unit: 'ratio',
      goal: { max: 1.05 },
      slow: true,
      async run() {
        const { ours, hand } = (await race(flow)).replay;
        const { low, high } = ratioOfMedians(ours, hand);
        return {
          value: medianOf(ours) / medianOf(hand),
          detail: `${medianOf(ours).toFixed(1)} to ${medianOf(hand).toFixed(1)} ms of processor time, ${REPLAY_PAIRS} pairs, 95 % from ${low.toFixed(3)} to ${high.toFixed(3)}`,
        };
      },
    },
    ...(flow.id in PARTS
      ? [
          {
            id: `race-${flow.id}-children`,
            unit: 'ratio',
            goal: { max: 1 / 3 },
            slow: true,
            async run() {
              const { costs, withChildren } = await race(flow);
              const ours = medianOf(of(costs.interpreted, 'all'));
              return {
                value: ours / (withChildren ?? Number.NaN),
                detail: `${ours} events, workflow tasks included, to ${withChildren} of a parent and a child for each of ${PARTS[flow.id]}`,
              };
            },
          },
        ]
      : []),
  ];
}

export const benchmarks = FLOWS.flatMap(benchmarksOf);
