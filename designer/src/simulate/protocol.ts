import type { Service } from '@omniroute/dsl';
import type { Plan, Scenario } from '@omniroute/plan';
import type { Difference, Simulation } from '@omniroute/simulator';
import type { MadeUp } from './scenarios/generate.ts';
import type { Trial } from './trial.ts';

/** What is to be played on one plan. */
export interface PlayRequest {
  readonly turn: number;
  readonly plan: Plan;
  /** The document of the plan: connections are told by its edges. */
  readonly service: Service;
  readonly trials: readonly Trial[];
  /** Whether every event is wanted, with the reasons; else the outcome alone is. */
  readonly inFull: boolean;
}

/** How one scenario went: what differs from what it expects, or why it could not be played. */
export type Played =
  | {
      readonly ok: true;
      /** What was played, with what was made up for it. */
      readonly scenario: Scenario;
      /** Without events and reasons where they were not asked for. */
      readonly simulation: Simulation;
      readonly differences: readonly Difference[];
      /** Ids of the connections that were taken. */
      readonly edges: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

export interface PlayAnswer {
  readonly turn: number;
  readonly played: readonly Played[];
}

/** Scenarios are to be made up for a plan. */
export interface IdeasRequest {
  readonly turn: number;
  readonly ideasFor: Plan;
  readonly service: Service;
}

export interface IdeasAnswer {
  readonly turn: number;
  readonly madeUp: readonly MadeUp[];
}

/** The simulator, wherever it runs. */
export interface PlayWorker {
  ask(request: PlayRequest | IdeasRequest): void;
  stop(): void;
}

/** Who is told what came of it, and that the simulator fell over. */
export interface PlayListener {
  answered(answer: PlayAnswer | IdeasAnswer): void;
  fell(): void;
}

export type StartSimulator = (listener: PlayListener) => PlayWorker;
