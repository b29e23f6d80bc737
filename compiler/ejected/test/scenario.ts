import type { Json } from '../src/lib/json.ts';

/** How an activity answers one attempt. */
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

/** A scripted run and what is expected of it. */
export interface Scenario {
  readonly name: string;
  readonly trigger?: string;
  readonly input: Json;
  /** Time passes this many times faster. */
  readonly time_scale?: number;
  /** By step or by key, one answer an attempt, the last repeats. */
  readonly mocks?: Readonly<Record<string, readonly MockAnswer[]>>;
  readonly messages?: readonly { at: string; name: string; correlation: string; payload?: Json; id?: string }[];
  readonly callbacks?: readonly { at: string; node: string; payload?: Json }[];
  readonly tasks?: readonly { at: string; node: string; outcome: string; data?: Json; by?: string }[];
  readonly cancel_at?: string | null;
  readonly expect?: {
    readonly status?: string;
    readonly end_status?: string | null;
    readonly output?: Json;
    readonly error?: { readonly code: string };
    readonly calls?: Readonly<Record<string, number>>;
    readonly keys?: readonly string[];
  };
}

/** What became of a run. */
export interface Played {
  /** `waiting`: it was still open when everything scripted had happened. */
  readonly status: 'completed' | 'failed' | 'compensated' | 'cancelled' | 'waiting';
  readonly end_status: string | null;
  readonly output: Json;
  readonly error: string | null;
  /** Attempts, in the order in which they began. */
  readonly calls: readonly { readonly key: string; readonly attempt: number }[];
}
