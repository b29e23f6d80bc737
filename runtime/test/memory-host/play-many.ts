import { isDeepStrictEqual } from 'node:util';
import { viewOf } from '@omniroute/plan';
import { drawTriples } from '../fuzz/draw-triple.ts';
import { isSteady } from '../fuzz/is-steady.ts';
import type { Differing } from '../fuzz/play-triples.ts';
import { simulateStart } from '../simulate-start.ts';
import { told } from '../told.ts';
import { playInMemory } from './play-in-memory.ts';

/** Here hardly anything comes late; what is left is which of two things of one instant comes first. */
const SLACK = { realMs: 3_000, lateMs: 5 };
/** Histories of any length, and ones that end as soon as they can. */
const CONTINUE_AFTER = [Number.POSITIVE_INFINITY, 3];
const STARTED = Date.parse('2026-01-01T00:00:00Z');

/** What came of many triples on the host in memory. */
export interface PlayedInMemory {
  readonly histories: number;
  readonly differing: readonly Differing[];
}

/** Plays so many triples of a seed on the host in memory, each once with one long history and once with many. */
export async function playManyInMemory(count: number, seed: number): Promise<PlayedInMemory> {
  const differing: Differing[] = [];
  let [histories, left] = [0, count];
  for (const triple of drawTriples(seed)) {
    if (left === 0) break;
    if (!isSteady(triple, SLACK)) continue;
    left -= 1;
    const { plan, scenario, seed: own } = triple;
    const asked = { run: 'run', tenant: 'acme', service: 'random', version: 1, started_at: STARTED };
    const start = simulateStart(plan, scenario, asked);
    if (start === null) continue;
    const simulator = told(viewOf(start.events), start.calls);
    for (const after of CONTINUE_AFTER) {
      const args = { plan: 'plan', facts: start.facts, input: start.input, time_scale: 1 };
      const played = await playInMemory(plan, scenario, args, after);
      histories += played.histories;
      const server = told(played.view, played.calls);
      if (!isDeepStrictEqual(server, simulator)) differing.push({ seed: own, server, simulator });
    }
  }
  return { histories, differing };
}
