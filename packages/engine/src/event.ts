import type { RunError } from '@omniroute/errors';
import type { Operation } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { PartReport } from './state.ts';

/** Facts of a run that expressions may read, and that travel with it over continue-as-new. */
export interface RunFacts {
  readonly run: string;
  readonly tenant: string;
  readonly service: string;
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly started_at: number;
  readonly trigger: string;
}

/** What a host tells the engine. `at` is the host's logical now in milliseconds. */
export type Event =
  | { readonly kind: 'start'; readonly at: number; readonly facts: RunFacts; readonly input: Json }
  | {
      readonly kind: 'operator';
      readonly at: number;
      /** Names the request, so that it is answered, and carried out once. */
      readonly update: string;
      readonly operation: Operation;
      readonly by: string;
      readonly reason: string;
    }
  | { readonly kind: 'cancel'; readonly at: number; readonly reason: string }
  /** To a workflow that does a stretch of turns: what became of its run. */
  | { readonly kind: 'parent'; readonly at: number; readonly tell: ParentTells }
  | {
      readonly kind: 'message';
      readonly at: number;
      readonly id: string;
      readonly name: string;
      readonly correlation: string;
      readonly payload: Json;
      /** When the platform received it, where that was before it was handed over; milliseconds. */
      readonly received_at?: number;
    }
  | {
      readonly kind: 'task';
      readonly at: number;
      readonly key: string;
      readonly update: string;
      readonly outcome: string;
      readonly data: Json;
      readonly by: string;
    }
  | {
      readonly kind: 'activity';
      readonly at: number;
      readonly key: string;
      readonly attempts: number;
      readonly result: ActivityResult;
    }
  /** `null`: it was ended from outside, and nobody knows what it did last. */
  | { readonly kind: 'child'; readonly at: number; readonly key: string; readonly report: PartReport | null }
  | { readonly kind: 'timer'; readonly at: number; readonly key: string }
  | { readonly kind: 'tick'; readonly at: number };

/** What a run tells the workflows that do stretches of turns for it. */
export type ParentTells = 'pause' | 'resume' | 'cancel';

export type ActivityResult =
  | { readonly ok: true; readonly output: Json }
  /** `reached`: an attempt before the last may have reached the target. */
  | { readonly ok: false; readonly error: RunError; readonly reached?: boolean };

/** The fixed order of events within one activation; part of the abi. */
export const EVENT_ORDER = [
  'start',
  'operator',
  'cancel',
  'parent',
  'message',
  'task',
  'activity',
  'child',
  'timer',
  'tick',
] as const;
