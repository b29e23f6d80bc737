import type { RunError } from '@omniroute/errors';
import type { OptionsRef, RunStatus } from '@omniroute/plan';
import type { Json } from '@omniroute/primitives';
import type { ParentTells } from './event.ts';
import type { State } from './state.ts';

/** What the engine asks of its host. A host carries commands out in the order given. */
export type Command =
  | {
      readonly type: 'schedule';
      /** Activity id and the tail of the idempotency key. */
      readonly key: string;
      readonly node: string;
      /** Node index in the plan. */
      readonly index: number;
      readonly activity: string;
      readonly input: Json;
      readonly connection: string | null;
      readonly options: OptionsRef;
    }
  | { readonly type: 'cancel'; readonly key: string }
  /** `at` is an absolute instant in milliseconds; past is due at once. */
  | { readonly type: 'start_timer'; readonly key: string; readonly at: number }
  | { readonly type: 'cancel_timer'; readonly key: string }
  /** A workflow that does a stretch of a loop's turns, from a state of its own. */
  | { readonly type: 'start_child'; readonly key: string; readonly node: string; readonly state: State }
  | { readonly type: 'tell_child'; readonly key: string; readonly tell: ParentTells }
  | { readonly type: 'answer'; readonly update: string; readonly answer: UpdateAnswer }
  | { readonly type: 'upsert'; readonly attributes: Readonly<Record<string, string>> }
  | { readonly type: 'finish'; readonly status: 'completed'; readonly output: Json; readonly end_status: string | null }
  | {
      readonly type: 'fail';
      readonly status: Extract<RunStatus, 'failed' | 'compensated' | 'cancelled'>;
      readonly error: RunError;
    };

/** The answer to an Update: to a person who answered a task, or who acted on the run. */
export type UpdateAnswer =
  | { readonly ok: true; readonly outcome: string }
  | { readonly ok: false; readonly reason: string };
