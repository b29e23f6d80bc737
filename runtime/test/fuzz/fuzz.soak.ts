import { startTestRuntime } from '../test-runtime.ts';
import { playTriples } from './play-triples.ts';
import { SERVERS, SLACK } from './servers.ts';
import { steadyTriples } from './steady-triples.ts';

/** Twenty times what a test run plays. */
const TRIPLES = 10_000;
const AT_ONCE = 500;

/** Random plans, replies and faults on a Temporal server, told as the simulator tells them. */
export const campaigns = [
  {
    id: 'fuzz',
    async run({ scale, seed }: { readonly scale: number; readonly seed: number }) {
      let [played, again] = [0, 0];
      for (const [place, { options, share }] of SERVERS.entries()) {
        for (let left = Math.round(TRIPLES * scale * share); left > 0; left -= AT_ONCE) {
          // A server of its own for each part: what is over is not kept.
          const runtime = await startTestRuntime(options);
          const own = (seed + Math.imul(place * 1000 + left, 0x85ebca6b)) >>> 0;
          const triples = steadyTriples(own, Math.min(left, AT_ONCE), SLACK);
          const told = await playTriples(runtime, triples, SLACK);
          await runtime.stop();
          if (told.differing.length > 0) throw new Error(`They differ: ${JSON.stringify(told.differing, null, 1)}`);
          played += triples.length;
          again += told.again;
        }
      }
      return { triples: played, played_again_alone: again, differing: 0 };
    },
  },
];
