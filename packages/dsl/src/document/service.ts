import * as Type from 'typebox';
import { SERVICE_ID_PATTERN, SERVICE_NAME_PATTERN } from './ids.ts';
import {
  AnyValue,
  CLOSED,
  closedWithOne,
  LiteralDurationField,
  MessageNameField,
  NodeIdField,
  OnError,
  PatternField,
  PortField,
  PositionField,
  RetryPolicy,
  SchemaField,
  Timeout,
} from './parts.ts';

/** The version of the language that this package reads and writes. */
export const DSL_VERSION = '1.0';

/** What a service is for; the list's filter. */
export const CATEGORIES = [
  'automation',
  'integration',
  'notification',
  'payment',
  'fulfillment',
  'analytics',
  'custom',
] as const;

export const Variable = Type.Object(
  {
    name: NodeIdField,
    schema: SchemaField,
    initial: Type.Optional(AnyValue),
    scope: Type.Optional(NodeIdField),
    merge: Type.Optional(Type.Enum(['append', 'sum', 'max', 'min', 'last'], { 'x-literal': true })),
    description: Type.Optional(Type.String({ 'x-literal': true })),
  },
  CLOSED,
);

export const Connection = Type.Object({ name: NodeIdField, type: NodeIdField }, CLOSED);

export const Message = Type.Object(
  { name: MessageNameField, schema: Type.Optional(SchemaField), keep: Type.Optional(LiteralDurationField) },
  CLOSED,
);

/** `config` is checked against the trigger type's own schema. */
export const Trigger = Type.Object(
  {
    id: NodeIdField,
    type: Type.String({ 'x-literal': true }),
    config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    input: Type.Optional(AnyValue),
    when: Type.Optional(Type.String({ 'x-ui': { role: 'condition' } })),
    name: Type.Optional(Type.String({ 'x-literal': true })),
    position: Type.Optional(PositionField),
  },
  CLOSED,
);

/** `config` is checked against the kind's own schema. */
export const Node = Type.Object(
  {
    id: NodeIdField,
    type: Type.String({ 'x-literal': true }),
    name: Type.Optional(Type.String({ maxLength: 200, 'x-literal': true })),
    parent: Type.Optional(NodeIdField),
    position: Type.Optional(PositionField),
    disabled: Type.Optional(Type.Boolean({ 'x-literal': true })),
    config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    retry_policy: Type.Optional(Type.Union([RetryPolicy, Type.Array(RetryPolicy, { minItems: 1 })])),
    timeout: Type.Optional(Timeout),
    on_error: Type.Optional(OnError),
    compensate_with: Type.Optional(NodeIdField),
    compensate_on: Type.Optional(Type.Enum(['attempted', 'completed'], { 'x-literal': true })),
  },
  CLOSED,
);

export const Edge = Type.Object(
  {
    source: NodeIdField,
    source_handle: Type.Optional(PortField),
    target: NodeIdField,
    label: Type.Optional(Type.String({ 'x-literal': true })),
    on: Type.Optional(Type.Array(PatternField, { minItems: 1 })),
    loop: Type.Optional(Type.Object({ max: Type.Optional(Type.Integer({ minimum: 1, 'x-literal': true })) }, CLOSED)),
  },
  CLOSED,
);

export const Rule = Type.Object(
  {
    id: NodeIdField,
    precedence: Type.Optional(Type.Object({ first: NodeIdField, then: NodeIdField }, CLOSED)),
    response: Type.Optional(
      Type.Object({ after: NodeIdField, eventually: Type.Array(NodeIdField, { minItems: 1 }) }, CLOSED),
    ),
    exclusion: Type.Optional(Type.Array(NodeIdField, { minItems: 2 })),
    at_most_once: Type.Optional(NodeIdField),
    absence: Type.Optional(
      Type.Object({ node: NodeIdField, unless: Type.String({ 'x-ui': { role: 'condition' } }) }, CLOSED),
    ),
  },
  closedWithOne('precedence', 'response', 'exclusion', 'at_most_once', 'absence'),
);

export const Note = Type.Object(
  {
    id: NodeIdField,
    text: Type.String({ 'x-literal': true }),
    position: Type.Optional(PositionField),
    size: Type.Optional(
      Type.Object({ width: Type.Number({ 'x-literal': true }), height: Type.Number({ 'x-literal': true }) }, CLOSED),
    ),
    color: Type.Optional(Type.String({ 'x-literal': true })),
  },
  CLOSED,
);

/** A whole service document (LANGUAGE.md section 1), after aliases were normalised. */
export const Service = Type.Object(
  {
    dsl_version: Type.Literal(DSL_VERSION, { 'x-literal': true }),
    id: Type.String({ pattern: SERVICE_ID_PATTERN, 'x-literal': true }),
    name: Type.String({ pattern: SERVICE_NAME_PATTERN, 'x-literal': true }),
    description: Type.Optional(Type.String({ 'x-literal': true })),
    category: Type.Optional(Type.Enum(CATEGORIES, { 'x-literal': true })),
    inputs: Type.Optional(SchemaField),
    outputs: Type.Optional(Type.Object({ schema: Type.Optional(SchemaField), value: Type.Optional(AnyValue) }, CLOSED)),
    variables: Type.Optional(Type.Array(Variable)),
    connections: Type.Optional(Type.Array(Connection)),
    messages: Type.Optional(Type.Array(Message)),
    triggers: Type.Optional(Type.Array(Trigger)),
    nodes: Type.Array(Node),
    edges: Type.Array(Edge),
    error_policy: Type.Optional(
      Type.Object({ strategy: Type.Optional(Type.Enum(['compensate', 'fail'], { 'x-literal': true })) }, CLOSED),
    ),
    timeout: Type.Optional(LiteralDurationField),
    business_keys: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' }), Type.String(), { maxProperties: 3 }),
    ),
    rules: Type.Optional(Type.Array(Rule)),
    notes: Type.Optional(Type.Array(Note)),
  },
  CLOSED,
);

export type Service = Type.Static<typeof Service>;
export type Variable = Type.Static<typeof Variable>;
export type Connection = Type.Static<typeof Connection>;
export type Message = Type.Static<typeof Message>;
export type Trigger = Type.Static<typeof Trigger>;
export type Node = Type.Static<typeof Node>;
export type Edge = Type.Static<typeof Edge>;
export type Rule = Type.Static<typeof Rule>;
export type Note = Type.Static<typeof Note>;
