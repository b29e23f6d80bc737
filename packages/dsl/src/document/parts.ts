import * as Type from 'typebox';
import { MESSAGE_NAME_PATTERN, NODE_ID_PATTERN } from './ids.ts';

/** Names of events: dotted words, letters of either case (CloudEvents types). */
export const MESSAGE_EVENT_PATTERN = '^[A-Za-z][A-Za-z0-9_.-]{0,199}$';

/** Closed objects everywhere: an unknown field is an error with "did you mean". */
export const CLOSED = { additionalProperties: false } as const;

/** A closed object in which exactly one of some fields is given. */
export function closedWithOne(...fields: readonly string[]) {
  return { ...CLOSED, oneOf: fields.map((field) => ({ required: [field] })) };
}

export const NodeIdField = Type.String({ pattern: NODE_ID_PATTERN, 'x-literal': true });
export const PortField = Type.String({ pattern: NODE_ID_PATTERN, 'x-literal': true });
export const MessageNameField = Type.String({ pattern: MESSAGE_NAME_PATTERN, 'x-literal': true });
/** ISO 8601 duration without years and months, or a template that gives one. */
export const DurationField = Type.String({ format: 'duration', 'x-ui': { role: 'duration' } });
/** An ISO 8601 duration written out: no template. */
export const LiteralDurationField = Type.String({
  format: 'duration',
  'x-literal': true,
  'x-ui': { role: 'duration' },
});
/** Any JSON value; strings inside are templates. */
export const AnyValue = Type.Unknown();
/** A JSON Schema of a tenant, checked by its own walker, not by the document's. */
export const SchemaField = Type.Unsafe<JsonSchema>({ 'x-schema': true });
export const PositionField = Type.Object(
  { x: Type.Number({ 'x-literal': true }), y: Type.Number({ 'x-literal': true }) },
  CLOSED,
);

/** The part of JSON Schema 2020-12 that LANGUAGE.md section 1 names. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** An error pattern of LANGUAGE.md section 7. */
export const PatternField = Type.String({ pattern: '^(\\*|[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*)$', 'x-literal': true });

const retryFields = {
  initial_interval: Type.Optional(LiteralDurationField),
  backoff_coefficient: Type.Optional(Type.Number({ minimum: 1, maximum: 100, 'x-literal': true })),
  maximum_interval: Type.Optional(LiteralDurationField),
  maximum_attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, 'x-literal': true })),
  non_retryable_errors: Type.Optional(Type.Array(PatternField)),
  jitter: Type.Optional(Type.Number({ minimum: 0, maximum: 1, 'x-literal': true })),
};

/** One retry policy; an entry of a list also has `on`. */
export const RetryPolicy = Type.Object(
  { ...retryFields, on: Type.Optional(Type.Array(PatternField, { minItems: 1 })) },
  CLOSED,
);
export type RetryPolicy = Type.Static<typeof RetryPolicy>;

/** Time limits of a node with an effect. */
export const Timeout = Type.Object(
  {
    start_to_close: Type.Optional(LiteralDurationField),
    heartbeat: Type.Optional(LiteralDurationField),
    total: Type.Optional(LiteralDurationField),
  },
  CLOSED,
);
export type Timeout = Type.Static<typeof Timeout>;

/** `continue`: the value that becomes the node's output when it fails for good. */
export const OnError = Type.Object({ continue: AnyValue }, CLOSED);
export type OnError = Type.Static<typeof OnError>;
