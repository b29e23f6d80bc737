/**
 * Events and bytes of a run's history beside those of its steps, as measured on a server (runtime/test/estimate.system.test.ts
 * holds them to it): the start with its arguments and the first task, the result, and the last task.
 */
export const RUN_EVENTS = [6, 9] as const;
export const RUN_BYTES = [1_500, 3_000] as const;
/** Passing on to a new history: its beginning and end, once for so many events. */
export const CONTINUE_EVENTS = 12;
export const CONTINUE_EVERY = 3_000;
/** A pause of the engine after so many steps that cost nothing. */
export const YIELD_EVENTS = 5;
export const YIELD_EVERY = 10_000;
/** Bytes of one event without what it carries. */
export const EVENT_BYTES = [60, 300] as const;
/** What a value weighs beside itself: its key, its encryption, its names. */
export const VALUE_BYTES = [60, 400] as const;
/** What a failed attempt says. */
export const FAILURE_BYTES = 600;
/** A cancelled effect is one event more. */
export const CANCEL_EVENTS = 1;
/** An effect that serves a step: opens, closes, escalates, registers. */
export const SERVING_EVENTS = [3, 6] as const;
/** A timer that is set, and fires or is cancelled, with the task behind it. */
export const TIMER_EVENTS = [2, 5] as const;
/** A message or an answer that comes, with the task behind it. */
export const MESSAGE_EVENTS = [1, 4] as const;
export const ANSWER_EVENTS = [2, 5] as const;
