import { isDeepStrictEqual } from 'node:util';
import { viewOf } from '@omniroute/plan';
import { schedulerOf } from '@omniroute/simulator';
import { Random } from '@omniroute/testing/drawn';
import { type SimulatedStart, type SimulatedWorld, simulateStart } from '../simulate-start.ts';
import { told } from '../told.ts';
import type { Triple } from './draw-triple.ts';

/** So many other orders of what nearly coincides are tried. */
const TRIES = 8;

/** What a run on a server may add to the moment of anything. */
export interface Slack {
  /** Real milliseconds a run may take; engine time runs as much faster as that needs. */
  readonly realMs: number;
  /** Real milliseconds by which anything may come late. */
  readonly lateMs: number;
}

/**
 * Whether what people see of a run does not hang on which of two things that nearly coincide comes first: then a server
 * with real clocks must show what the simulator shows. Tried with everything late by chance.
 */
export function isSteady(
  { seed, plan, scenario }: Triple,
  { realMs, lateMs }: Slack,
  division?: NonNullable<SimulatedWorld['division']>,
): boolean {
  const asked = {
    run: 'run',
    tenant: 'acme',
    service: 'random',
    version: 1,
    started_at: Date.parse('2026-01-01T00:00:00Z'),
  };
  const divided = division === undefined ? {} : { division };
  const plain = simulateStart(plan, scenario, asked, divided);
  if (plain === null) return false;
  const scale = Math.max(1, (plain.simulator.state.clock - asked.started_at) / realMs);
  const seen = shown(plain);
  const random = new Random(seed);
  const isShown = (world: SimulatedWorld) => {
    const other = simulateStart(plan, scenario, asked, { ...world, ...divided });
    return other !== null && isDeepStrictEqual(seen, shown(other));
  };
  const lates = Array.from({ length: TRIES }, (_, index) => (lateMs * scale * (index + 1)) / TRIES);
  return (
    isShown({ scheduler: schedulerOf(undefined) }) &&
    lates.every((most) => isShown({ late: () => random.below(Math.ceil(most) + 1) })) &&
    isShown({ late: () => lateMs * scale })
  );
}

function shown({ events, calls, simulator }: SimulatedStart) {
  return { ...told(viewOf(events), calls), refused: simulator.refused.map(({ deed }) => deed) };
}
