import type { Plan, RunEvent, Scenario } from '@omniroute/plan';
import type { Explanation, Simulation as Report } from '@omniroute/simulator';
import { type Marks, NO_MARKS } from './marks.ts';
import { NEW_TRIAL, type Trial } from './trial.ts';

/** How a trial stands. `unsound`: the draft has errors, so there is nothing that could run. */
export type TrialStatus = 'off' | 'preparing' | 'unsound' | 'ready' | 'stopped';

/** What was simulated: the whole run, whatever of it is looked at. */
export interface PlayedRun {
  readonly plan: Plan;
  readonly scenario: Scenario;
  readonly report: Report;
  readonly why: Explanation;
}

/** Steps and connections that were reached by scenarios. */
export interface Coverage {
  readonly steps: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** A trial as it stands on this screen. */
export interface SimulationState {
  readonly status: TrialStatus;
  /** Why it stopped. */
  readonly problem: string | null;
  readonly trial: Trial;
  readonly run: PlayedRun | null;
  /** How many events of the run have happened. */
  readonly at: number;
  readonly breakpoints: ReadonlySet<string>;
  /** Container → the turn of it that was chosen to be shown. */
  readonly chosen: ReadonlyMap<string, string>;
  readonly marks: Marks;
  /** Painted in place of the run where there is one. */
  readonly coverage: Coverage | null;
}

export const OFF: SimulationState = {
  status: 'off',
  problem: null,
  trial: NEW_TRIAL,
  run: null,
  at: 0,
  breakpoints: new Set(),
  chosen: new Map(),
  marks: NO_MARKS,
  coverage: null,
};

/** The events that have happened. */
export function happened({ run, at }: SimulationState): readonly RunEvent[] {
  return run?.report.events.slice(0, at) ?? [];
}

/** Milliseconds of virtual time since the start. */
export function elapsed({ run, at }: SimulationState): number {
  const events = run?.report.events ?? [];
  return (events[Math.max(0, at - 1)]?.at ?? 0) - (events[0]?.at ?? 0);
}
