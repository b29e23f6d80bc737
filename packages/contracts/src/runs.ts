import Type from 'typebox';
import { Instant, Json, PageQuery } from './common.ts';
import { OperationShape } from './operations.ts';

export const StartRun = Type.Object(
  {
    input: Type.Optional(Json),
    /** What a trigger received, in place of `input`. */
    event: Type.Optional(Json),
    trigger: Type.Optional(Type.String()),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Test runs only: engine timers and retry delays pass this many times faster. Recorded with the run. */
    time_scale: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100_000_000 })),
  },
  { additionalProperties: false },
);
export type StartRun = Type.Static<typeof StartRun>;

/** `deduplicated`: an earlier start had the same key; its run is named. */
export const RunStarted = Type.Object({ run_id: Type.String(), deduplicated: Type.Boolean() });
export type RunStarted = Type.Static<typeof RunStarted>;

export const RunStatusShape = Type.Enum([
  'completed',
  'failed',
  'compensated',
  'cancelled',
  'terminated',
  'running',
  'waiting',
  'paused',
  'incident',
]);

export const RunErrorShape = Type.Object(
  { code: Type.String(), message: Type.String() },
  { additionalProperties: true },
);

export const RunSummary = Type.Object({
  id: Type.String(),
  service: Type.String(),
  version: Type.Integer(),
  trigger: Type.String(),
  status: RunStatusShape,
  end_status: Type.Union([Type.String(), Type.Null()]),
  started_at: Instant,
  ended_at: Type.Union([Instant, Type.Null()]),
  time_scale: Type.Number(),
});
export type RunSummary = Type.Static<typeof RunSummary>;

/** Which runs are listed; what is left out does not matter. */
export const RunsQuery = Type.Object({
  ...PageQuery.properties,
  service: Type.Optional(Type.String()),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  status: Type.Optional(RunStatusShape),
  business_key: Type.Optional(
    Type.String({
      pattern: '^[^:]+:',
      description: 'One business key of the service as `name:value`, for example `order:o-1001`; the value exactly.',
    }),
  ),
  since: Type.Optional(Type.String({ format: 'date-time', description: 'Started at this instant or later.' })),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Started before this instant.' })),
});
export type RunsQuery = Type.Static<typeof RunsQuery>;

/** One visit as the run view shows it; instants are RFC 3339. */
export const VisitShape = Type.Object({
  node: Type.String(),
  key: Type.String(),
  status: Type.Enum(['running', 'waiting', 'completed', 'continued', 'failed', 'cancelled', 'skipped']),
  started_at: Instant,
  ended_at: Type.Union([Instant, Type.Null()]),
  attempts: Type.Integer(),
  next_attempt_at: Type.Union([Instant, Type.Null()]),
  port: Type.Union([Type.String(), Type.Null()]),
  input: Json,
  output: Json,
  /** Set where not all of what the work gave went into the run: how many characters did not. No later step reads them. */
  cut: Type.Optional(Type.Object({ bytes: Type.Integer(), whole: Type.Optional(Json) })),
  error: Type.Union([RunErrorShape, Type.Null()]),
});
export type VisitShape = Type.Static<typeof VisitShape>;

/** A run in full. `service_document` is the published version it runs, for drawing it. */
export const RunDetail = Type.Object({
  ...RunSummary.properties,
  input: Json,
  output: Json,
  error: Type.Union([RunErrorShape, Type.Null()]),
  visits: Type.Array(VisitShape),
  variables: Type.Record(Type.String(), Json),
  /** What people did to it, oldest first. */
  operations: Type.Array(OperationShape),
  /** The undo that failed for good, while somebody must decide about it. */
  incident: Type.Union([Type.Object({ key: Type.String() }), Type.Null()]),
  /** Sequence number of the newest event folded in. */
  seq: Type.Integer(),
  service_document: Json,
});
export type RunDetail = Type.Static<typeof RunDetail>;

export const RunEventsQuery = Type.Object({
  after: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  /** Seconds to wait for something new. */
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 30, default: 0 })),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10_000, description: 'Events of one answer; without it all there are.' }),
  ),
});

export const VisitsQuery = Type.Object({
  cursor: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000, default: 100 })),
  node: Type.Optional(
    Type.String({ description: 'Visits of this step only; inside a called service `caller/step`, as in `path`.' }),
  ),
  iteration: Type.Optional(
    Type.String({
      pattern: '^[0-9]+([./][0-9]+)*$',
      description: 'Visits within this part of the path only: `1.17` is item 17 of the first visit of a loop.',
    }),
  ),
});
export type VisitsQuery = Type.Static<typeof VisitsQuery>;

/** Events are those of `packages/plan` (RunEvent); `after` of the next call is `last`. */
export const RunEvents = Type.Object({ events: Type.Array(Json), last: Type.Integer(), closed: Type.Boolean() });
export type RunEvents = Type.Static<typeof RunEvents>;

export const CancelRun = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
);
