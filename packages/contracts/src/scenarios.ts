import Type from 'typebox';
import { Instant, Json } from './common.ts';

const Text = Type.String({ maxLength: 10_000 });
const MockAnswer = Type.Object(
  {
    after: Type.Optional(Type.String()),
    output: Type.Optional(Json),
    error: Type.Optional(
      Type.Object(
        {
          code: Type.String(),
          message: Text,
          details: Type.Optional(Json),
          retry_after: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);

/** A scenario as its files have it; a field that scenarios do not have is refused, or what it was meant to do would not happen. */
export const ScenarioShape = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    trigger: Type.Optional(Type.String()),
    input: Type.Optional(Json),
    event: Type.Optional(Json),
    now: Type.Optional(Type.String()),
    mocks: Type.Optional(Type.Record(Type.String(), Type.Array(MockAnswer))),
    messages: Type.Optional(
      Type.Array(
        Type.Object(
          {
            at: Type.String(),
            name: Type.String(),
            correlation: Type.String(),
            payload: Type.Optional(Json),
            id: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    callbacks: Type.Optional(
      Type.Array(
        Type.Object(
          { node: Type.String(), at: Type.String(), payload: Type.Optional(Json) },
          { additionalProperties: false },
        ),
      ),
    ),
    tasks: Type.Optional(
      Type.Array(
        Type.Object(
          {
            node: Type.String(),
            at: Type.String(),
            outcome: Type.String(),
            data: Type.Optional(Json),
            by: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
      ),
    ),
    operations: Type.Optional(Type.Array(Type.Object({ at: Type.String() }, { additionalProperties: true }))),
    cancel_at: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    expect: Type.Optional(Type.Object({}, { additionalProperties: true })),
  },
  { additionalProperties: false },
);

/** A scenario that is kept with its service. */
export const SavedScenario = Type.Object({
  id: Type.String(),
  /** Counts its changes; a change names the one it was made on. */
  revision: Type.Integer(),
  scenario: Json,
  updated_by: Type.String(),
  updated_at: Instant,
});
export type SavedScenario = Type.Static<typeof SavedScenario>;

export const SavedScenarios = Type.Object({ items: Type.Array(SavedScenario) });
export type SavedScenarios = Type.Static<typeof SavedScenarios>;
