import Type from 'typebox';
import { Instant, Json } from './common.ts';

/** What a person may do to a run that is open (docs/language.md section 13). */
export const OperatorActionShape = Type.Enum([
  'pause',
  'resume',
  'cancel',
  'terminate',
  'retry_undo',
  'skip_undo',
  'retry',
  'skip',
  'set_variable',
]);

/** `key` names the visit that it is about; `reason` is kept for ever. */
export const OperateRun = Type.Object(
  {
    action: OperatorActionShape,
    /** For `cancel`: whether what the run did is undone. Without it the service's error policy says so. */
    compensate: Type.Optional(Type.Boolean()),
    key: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    /** For `skip`: what the step is to have given (for a wait its payload, for a task the data), null without it. */
    output: Type.Optional(Json),
    /** For `skip`: the outcome of a task, or the event of a wait that has several. */
    port: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    variable: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    value: Type.Optional(Json),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  },
  { additionalProperties: false },
);
export type OperateRun = Type.Static<typeof OperateRun>;

/** What was done; `again` is the key of what began anew. */
export const RunOperated = Type.Object({
  id: Type.String(),
  action: OperatorActionShape,
  again: Type.Union([Type.String(), Type.Null()]),
});
export type RunOperated = Type.Static<typeof RunOperated>;

/** What somebody did to a run, as the run itself recorded it. */
export const OperationShape = Type.Object({
  action: OperatorActionShape,
  by: Type.String(),
  reason: Type.String(),
  key: Type.Union([Type.String(), Type.Null()]),
  variable: Type.Union([Type.String(), Type.Null()]),
  again: Type.Union([Type.String(), Type.Null()]),
  at: Instant,
});
export type OperationShape = Type.Static<typeof OperationShape>;
