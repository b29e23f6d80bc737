import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { Operation } from './operation.ts';
import type { RunStatus, VisitStatus } from './status.ts';

/** One scripted answer of a node's effect: an attempt that fails or succeeds, after a virtual delay. */
export interface MockAnswer {
  readonly after?: string;
  readonly output?: Json;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly details?: Json;
    readonly retry_after?: string;
  };
}

/** A scenario file (DESIGN.md section 9). Durations are ISO 8601, counted from the start. */
export interface Scenario {
  readonly name: string;
  readonly trigger?: string;
  readonly input?: Json;
  readonly event?: Json;
  readonly now?: string;
  readonly mocks?: Readonly<Record<string, readonly MockAnswer[]>>;
  readonly messages?: readonly {
    readonly at: string;
    readonly name: string;
    readonly correlation: string;
    readonly payload?: Json;
    readonly id?: string;
  }[];
  readonly callbacks?: readonly { readonly node: string; readonly at: string; readonly payload?: Json }[];
  readonly tasks?: readonly {
    readonly node: string;
    readonly at: string;
    readonly outcome: string;
    readonly data?: Json;
    readonly by?: string;
  }[];
  /** What a person does to the run itself. */
  readonly operations?: readonly (Operation & {
    readonly at: string;
    readonly by?: string;
    readonly reason?: string;
  })[];
  readonly cancel_at?: string | null;
  readonly expect?: ScenarioExpectation;
}

export interface ScenarioExpectation {
  readonly status?: RunStatus;
  readonly output?: Json;
  readonly visited?: readonly string[];
  readonly not_visited?: readonly string[];
  readonly calls?: Readonly<Record<string, number>>;
  readonly duration?: string;
  readonly error?: { readonly code?: string; readonly message?: string };
  readonly keys?: readonly string[];
  readonly variables?: Readonly<Record<string, Json>>;
  readonly end_status?: string;
}

/** What a run did, as `simulate` and `run --wait` print it. `at` and `duration` are ISO durations since the start. */
export interface RunReport {
  readonly status: RunStatus;
  readonly output: Json;
  readonly error: RunError | null;
  readonly path: readonly {
    readonly node: string;
    readonly iteration: string;
    readonly status: VisitStatus;
    readonly at: string;
  }[];
  readonly calls: readonly {
    readonly node: string;
    readonly key: string;
    readonly attempt: number;
    readonly input: Json;
  }[];
  readonly duration: string;
  readonly variables: Readonly<Record<string, Json>>;
  readonly end_status?: string;
}
