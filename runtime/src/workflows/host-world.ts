import type { ActivityResult } from '@omniroute/engine';
import type { Observer, PlanOptions } from '@omniroute/plan';
import type { HistoryInfo } from './continuation.ts';
import type { ActivityArgs, ChildSignal, ParentSignal, StartArgs } from './protocol.ts';

/** Something under way outside that can be called off. */
export interface Running {
  cancel(): void;
}

/** How an activity ended. */
export interface WorkEnd {
  readonly attempts: number;
  readonly result: ActivityResult;
}

/** An activity as the engine asks for it. */
export interface Work {
  /** Its id. */
  readonly key: string;
  readonly activity: string;
  readonly input: ActivityArgs;
  readonly options: PlanOptions;
  /** What people read in the server's own page. */
  readonly summary: string;
  readonly tenant: string;
}

/** What the host needs of the world that runs it: Temporal, or a test's memory. */
export interface HostWorld {
  /** The present, the same in all of an activation; milliseconds. */
  now(): number;
  history(): HistoryInfo;
  /** Resolves once it holds, looked at after all that an activation brings was handed over. */
  condition(holds: () => boolean): Promise<void>;
  /** Resolves when every update that was let in has been answered. */
  handlersFinished(): Promise<void>;
  /** `ended` is called in the very turn in which the world learns of it: with more turns between an activation has two steps. */
  perform(work: Work, ended: (end: WorkEnd) => void): Running;
  /** A workflow that does a part of the run; `begun` is called once the server knows of it. It outlives this history. */
  startChild(part: string, args: StartArgs, found: readonly string[], summary: string, begun: () => void): void;
  /** Tells another workflow of this run something; one that is gone needs nothing. `null`: the run itself. */
  tell(part: string | null, signal: string, value: ParentSignal | ChildSignal): Promise<void>;
  /** Real milliseconds, at least 1. */
  timer(ms: number, ended: (end: 'fired' | 'cancelled') => void): Running;
  /** Told of everything that happens in the run, where somebody looks on. */
  readonly observe?: Observer;
  upsert(attributes: Readonly<Record<string, string>>): void;
  /** Begins a fresh history; `found` are the hashes of the services that the run has found. Does not return. */
  continueAsNew(args: StartArgs, found: readonly string[]): Promise<never>;
}
