import { isDeepStrictEqual } from 'node:util';
import { viewOf } from '@omniroute/plan';
import { playInMemory } from '../memory-host/play-in-memory.ts';
import { simulateStart } from '../simulate-start.ts';
import { told } from '../told.ts';
import { drawDivided } from './draw-divided.ts';

/** More than two turns are done two by two. */
export const DIVISION = { above: 2, size: 2 };
/** Histories of any length, and ones that end as soon as they can. */
const CONTINUE_AFTER = [Number.POSITIVE_INFINITY, 2];
const STARTED = Date.parse('2026-01-01T00:00:00Z');

/** Plays runs whose loops are done in stretches, by workflows of their own in memory and in place in the simulator. */
export async function playDivided(count: number, seed: number) {
  const differing: { readonly seed: number; readonly apart: unknown; readonly inPlace: unknown }[] = [];
  const ends: Record<string, number> = {};
  let [histories, parts] = [0, 0];
  for (let index = 0; index < count; index += 1) {
    const { plan, scenario, seed: own } = drawDivided((seed + Math.imul(index, 0x9e3779b1)) >>> 0);
    const asked = { run: 'run', tenant: 'acme', service: 'divided', version: 1, started_at: STARTED };
    const start = simulateStart(plan, scenario, asked, { division: DIVISION });
    if (start === null) throw new Error(`The start of ${own} is refused`);
    const inPlace = told(viewOf(start.events), start.calls);
    ends[inPlace.status] = (ends[inPlace.status] ?? 0) + 1;
    for (const after of CONTINUE_AFTER) {
      const args = { plan: 'plan', facts: start.facts, input: start.input, time_scale: 1, division: DIVISION };
      const played = await playInMemory(plan, scenario, args, after);
      histories += played.histories;
      parts += played.workflows - 1;
      const apart = told(played.view, played.calls);
      if (!isDeepStrictEqual(apart, inPlace)) differing.push({ seed: own, apart, inPlace });
    }
  }
  return { histories, parts, ends, differing };
}
