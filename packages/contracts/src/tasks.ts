import Type from 'typebox';
import { Instant, Json } from './common.ts';

export const TaskOutcome = Type.Object({
  id: Type.String(),
  label: Type.String(),
  required: Type.Array(Type.String()),
});

/** A human task in the inbox. `id` is stable; `key` is the visit's key. */
export const TaskShape = Type.Object({
  id: Type.String(),
  run_id: Type.String(),
  service: Type.String(),
  node: Type.String(),
  key: Type.String(),
  title: Type.String(),
  description: Type.String(),
  form: Json,
  outcomes: Type.Array(TaskOutcome),
  assignees: Type.Object({ users: Type.Array(Type.String()), roles: Type.Array(Type.String()) }),
  state: Type.Enum(['open', 'answered', 'timed_out', 'withdrawn']),
  level: Type.Integer(),
  opened_at: Instant,
  due_at: Type.Union([Instant, Type.Null()]),
  closed_at: Type.Union([Instant, Type.Null()]),
  outcome: Type.Union([Type.String(), Type.Null()]),
});
export type TaskShape = Type.Static<typeof TaskShape>;

export const AnswerTask = Type.Object(
  { outcome: Type.String(), data: Type.Optional(Json) },
  { additionalProperties: false },
);
export type AnswerTask = Type.Static<typeof AnswerTask>;

export const SendMessage = Type.Object(
  {
    name: Type.String(),
    correlation: Type.String({ minLength: 1, maxLength: 500 }),
    payload: Type.Optional(Json),
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type SendMessage = Type.Static<typeof SendMessage>;

/** `runs`: the runs it was handed to now; none means it waits in the inbox. */
export const MessageAccepted = Type.Object({
  id: Type.String(),
  runs: Type.Array(Type.String()),
  duplicate: Type.Boolean(),
});
export type MessageAccepted = Type.Static<typeof MessageAccepted>;

/** CloudEvents 1.0, structured mode. */
export const CloudEvent = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({ minLength: 1 }),
    source: Type.String({ minLength: 1 }),
    type: Type.String({ minLength: 1 }),
    subject: Type.Optional(Type.String()),
    time: Type.Optional(Instant),
    datacontenttype: Type.Optional(Type.String()),
    data: Type.Optional(Json),
  },
  { additionalProperties: true },
);
export type CloudEvent = Type.Static<typeof CloudEvent>;

export const EventAccepted = Type.Object({ id: Type.String(), runs: Type.Array(Type.String()) });
