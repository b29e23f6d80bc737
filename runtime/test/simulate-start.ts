import { admitStart, type Division } from '@omniroute/engine';
import type { Plan, RunEvent, RunReport, Scenario } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import { type FindService, ONE_BY_ONE, type Scheduler, Simulator } from '@omniroute/simulator';
import { ms } from './scripted-kinds.ts';

/** What a start says of itself. */
export interface AskedStart {
  readonly run: string;
  readonly tenant: string;
  readonly service: string;
  readonly version: number;
  readonly started_at: number;
}

/** How the world of a simulated run behaves. */
export interface SimulatedWorld {
  readonly services?: FindService;
  /** One by one as on a server, if left out. */
  readonly scheduler?: Scheduler;
  readonly late?: () => number;
  /** How loops of very many turns are divided, where a test wants other numbers. */
  readonly division?: Omit<Division, 'apart'>;
}

/** A start that was taken, and its run in the simulator to where it ends or rests. */
export interface SimulatedStart {
  readonly facts: AskedStart & { readonly trigger: string };
  readonly input: Json;
  readonly simulator: Simulator;
  readonly events: readonly RunEvent[];
  readonly calls: RunReport['calls'];
}

/** Starts a scenario as the product does and plays it in the simulator; `null` where the start is refused. */
export function simulateStart(
  plan: Plan,
  scenario: Scenario,
  asked: AskedStart,
  { services, scheduler = ONE_BY_ONE, late, division }: SimulatedWorld = {},
): SimulatedStart | null {
  const admitted = admitStart(plan, {
    facts: asked,
    ...(scenario.trigger === undefined ? {} : { trigger: scenario.trigger }),
    ...(scenario.input === undefined ? {} : { input: scenario.input }),
    ...(scenario.event === undefined ? {} : { event: scenario.event }),
  });
  if (!admitted.ok) return null;
  const facts = { ...asked, trigger: admitted.trigger };
  const simulator = new Simulator(plan, scenario, {
    scheduler,
    milliseconds: ms,
    ...(services === undefined ? {} : { services }),
    ...(late === undefined ? {} : { late }),
    ...(division === undefined ? {} : { division }),
  });
  simulator.run({ kind: 'start', at: asked.started_at + (late?.() ?? 0), facts, input: admitted.input });
  return { facts, input: admitted.input, simulator, events: simulator.events, calls: simulator.calls };
}
