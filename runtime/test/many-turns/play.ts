import type { Plan } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { playManyTurns } from '../memory-host/play-in-memory.ts';
import { items } from './plans.ts';

/** Plays a plan on the host in memory, on histories as long as a server lets them be. */
export async function playTurns(plan: Plan, input: Json) {
  const facts = { run: 'run', tenant: 'acme', service: 'many', version: 1, started_at: 0, trigger: 'manual' };
  const scenario = { name: 'many turns', mocks: { work: [{ output: null }], page: [{ output: items(1_000) }] } };
  const { histories, most, end, workflows } = await playManyTurns(plan, scenario, {
    plan: 'plan',
    facts,
    input,
    time_scale: 1,
  });
  const output = end?.type === 'finished' ? end.outcome.output : end;
  return { output, workflows, histories, most_events: most.events, most_bytes_carried: most.bytes };
}
