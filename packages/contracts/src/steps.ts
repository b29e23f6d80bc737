import Type from 'typebox';
import { Json } from './common.ts';

/** Asks for one step of the draft to be done for real, with the input that its call gets. */
export const AttemptStep = Type.Object(
  {
    input: Json,
    /** That whoever asks knows that it happens to the world outside. */
    really: Type.Literal(true),
  },
  { additionalProperties: false },
);
export type AttemptStep = Type.Static<typeof AttemptStep>;

/** What came of it; `running`: not known yet, ask again. */
export const StepAttempt = Type.Object({
  run_id: Type.String(),
  status: Type.Enum(['running', 'completed', 'failed']),
  output: Json,
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
  /** The key that the receiver was given, so that it does the same thing once only. */
  idempotency_key: Type.String(),
  took_ms: Type.Union([Type.Number(), Type.Null()]),
});
export type StepAttempt = Type.Static<typeof StepAttempt>;
