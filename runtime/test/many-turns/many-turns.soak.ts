import type { Json } from '@omniroute/primitives';
import { startTestRuntime } from '../test-runtime.ts';
import { playOnServer } from './on-server.ts';
import { aNumberOfTimes, items, overItems, overPages } from './plans.ts';
import { playTurns } from './play.ts';

const MILLION = 1_000_000;
const ON_SERVER = 20_000;
/** One after the other they take some tens of milliseconds each. */
const TURNS_ON_SERVER = 5_000;
const MOST_EVENTS = 4_096;
const MOST_BYTES = 2_000_000;

/** Loops of a million turns in memory, and of 20,000 on a Temporal server: what their histories hold at most. */
export const campaigns = [
  {
    id: 'many-turns',
    async run({ scale }: { readonly scale: number; readonly seed: number }) {
      const pages = Math.round(MILLION * scale * 1e-3);
      const turns = Math.round(MILLION * scale);
      const paged = await playTurns(overPages(20), pages);
      const counted = await playTurns(aNumberOfTimes('times'), turns);
      held('pages', paged.output, pages * 1_000, paged.most_events, paged.most_bytes_carried);
      held('turns', counted.output, [turns, turns], counted.most_events, counted.most_bytes_carried);
      const runtime = await startTestRuntime();
      const listed = Math.round(ON_SERVER * scale);
      const turned = Math.round(TURNS_ON_SERVER * scale);
      const server = await playOnServer(runtime, overItems(100), items(listed));
      const counting = await playOnServer(runtime, aNumberOfTimes('condition'), turned);
      await runtime.stop();
      held('items on the server', server.output, listed, server.cost.most_events, server.cost.most_bytes);
      held(
        'turns on the server',
        counting.output,
        [turned, turned],
        counting.cost.most_events,
        counting.cost.most_bytes,
      );
      const memory = (played: typeof paged) => ({
        workflows: played.workflows,
        histories: played.histories,
        most_events: played.most_events,
        most_bytes_carried: played.most_bytes_carried,
      });
      return {
        items_in_memory: { items: pages * 1_000, ...memory(paged) },
        turns_in_memory: { turns, ...memory(counted) },
        items_on_server: { items: listed, ...server.cost },
        turns_on_server: { turns: turned, ...counting.cost },
      };
    },
  },
];

function held(what: string, output: Json | object | null, expected: Json, events: number, bytes: number): void {
  if (JSON.stringify(output) !== JSON.stringify(expected))
    throw new Error(`The ${what} gave ${JSON.stringify(output)} in place of ${JSON.stringify(expected)}.`);
  if (events > MOST_EVENTS || bytes > MOST_BYTES)
    throw new Error(`A history of the ${what} has ${events} events and ${bytes} bytes.`);
}
