import { admitStart } from '@omniroute/engine';
import { FINAL_RUN_STATUSES, type Plan, type RunView, type Scenario, viewOf } from '@omniroute/plan';
import { parseDuration } from '@omniroute/primitives';
import { type FindService, ONE_BY_ONE, Simulator } from '@omniroute/simulator';
import { endingOrder, ReleaseOrder } from '@omniroute/testing';
import { timeScale } from '../../src/eject/exported-scenario.ts';
import type { Played } from './stage.ts';

/** A scenario for an exported project, the order in which its attempts end, and what the interpreter makes of it. */
export interface Expected {
  readonly scenario: object;
  readonly order: ReleaseOrder;
  readonly played: Played;
}

/** Plays a scenario in the simulator, which learns of things one by one, as a server does. */
export function expectedOf(
  plan: Plan,
  scenario: Scenario,
  { id: service, callees }: { readonly id: string; readonly callees: FindService },
): Expected {
  const startedAt = Date.now();
  const asked = { run: 'run', tenant: 'default', service, version: 1, started_at: startedAt };
  const { trigger, input, event } = scenario;
  const admitted = admitStart(plan, {
    facts: asked,
    ...(trigger === undefined ? {} : { trigger }),
    ...(input === undefined ? {} : { input }),
    ...(event === undefined ? {} : { event }),
  });
  if (!admitted.ok) {
    const played = { status: 'failed', end_status: null, output: null, error: 'validation.input', calls: [] };
    return { scenario: { ...scenario, input: input ?? null }, order: new ReleaseOrder([]), played };
  }
  const facts = { ...asked, trigger: admitted.trigger };
  const simulator = new Simulator(plan, scenario, { scheduler: ONE_BY_ONE, milliseconds, services: callees });
  simulator.run({ kind: 'start', at: startedAt, facts, input: admitted.input });
  const view = viewOf(simulator.events);
  const calls = simulator.calls.map(({ key, attempt }) => ({ key, attempt }));
  const rests = !FINAL_RUN_STATUSES.includes(view.status);
  const played = rests
    ? { status: 'waiting', end_status: null, output: null, error: null, calls }
    : { ...outcomeOf(view), calls };
  return {
    scenario: {
      ...scenario,
      trigger: admitted.trigger,
      input: admitted.input,
      time_scale: timeScale(plan, simulator.state.clock - startedAt),
      expect: { status: played.status },
    },
    order: new ReleaseOrder(endingOrder(simulator.events)),
    played,
  };
}

/** An exported run that does not complete says nothing but why. */
function outcomeOf({ status, end_status, output, error }: RunView) {
  const completed = status === 'completed';
  return {
    status,
    end_status: completed ? end_status : null,
    output: completed ? output : null,
    error: error?.code ?? null,
  };
}

function milliseconds(text: string): number {
  const read = parseDuration(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
