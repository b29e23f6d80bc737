import Type from 'typebox';
import { CallbackFault, CallbackMatch } from './callback-faults.ts';

const Milliseconds = Type.Integer({ minimum: 0, maximum: 600_000 });
const kind = <Kind extends string>(name: Kind) => ({ kind: Type.Literal(name) });
const closed = { additionalProperties: false };

/** One misbehaviour. Those named `before` leave no effect; those named `after` come once the effect is on disk. */
export const Fault = Type.Union([
  /** Waits, then does as asked. */
  Type.Object({ ...kind('latency'), ms: Milliseconds }, closed),
  /** Answers this in place of doing anything. */
  Type.Object(
    {
      ...kind('status'),
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      /** Seconds, sent as `Retry-After`. */
      retry_after: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
      /** Sent as JSON; problem details if absent. */
      body: Type.Optional(Type.Unknown()),
    },
    closed,
  ),
  /** Cuts the connection before the effect. */
  Type.Object(kind('reset_before'), closed),
  /** Does the effect, then cuts the connection. */
  Type.Object(kind('reset_after'), closed),
  /** Does the effect, sends half the answer, cuts the connection. */
  Type.Object(kind('truncate'), closed),
  /** Says nothing for `ms`, then cuts the connection; with `effect` it does the effect first. */
  Type.Object({ ...kind('hang'), ms: Milliseconds, effect: Type.Optional(Type.Boolean()) }, closed),
]);
export type Fault = Type.Static<typeof Fault>;

/** Which requests: all given fields must fit. */
export const Match = Type.Object(
  {
    /** Without the query, as it is requested: `/v1/orders/o-1001`; with `*` at the end, everything that begins so. */
    path: Type.Optional(Type.String({ pattern: '^/' })),
    method: Type.Optional(Type.Enum(['GET', 'POST', 'PATCH'])),
    /** Beginning of the Idempotency-Key. */
    key_prefix: Type.Optional(Type.String({ minLength: 1 })),
    /** Field `to` of the body: who a notification goes to. */
    to: Type.Optional(Type.String({ minLength: 1 })),
  },
  closed,
);
export type Match = Type.Static<typeof Match>;

/** Faults in a given order; null lets one through; after the last nothing more happens. */
const sequence = <M extends Type.TSchema, F extends Type.TSchema>(match: M, fault: F) => ({
  match,
  sequence: Type.Array(Type.Union([fault, Type.Null()]), { minItems: 1, maxItems: 1000 }),
  /** Whether one sequence serves all (`rule`), or each Idempotency-Key gets its own (`key`). */
  per: Type.Optional(Type.Enum(['rule', 'key'])),
});

/** Faults by chance, the same for the same seed: drawn from seed, key (or method and path) and how often that came. */
const seeded = <M extends Type.TSchema, F extends Type.TSchema>(match: M, fault: F) => ({
  match,
  seed: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** Share of requests, or of callbacks, with a fault. */
  rate: Type.Number({ minimum: 0, maximum: 1 }),
  /** What is drawn from; a mix of all kinds if absent. */
  faults: Type.Optional(Type.Array(fault, { minItems: 1, maxItems: 100 })),
});

const RequestSequence = sequence(Match, Fault);
const RequestChance = seeded(Match, Fault);
const CallbackSequence = sequence(CallbackMatch, CallbackFault);
const CallbackChance = seeded(CallbackMatch, CallbackFault);

/** A script is about requests, or, if its match names a callback, about callbacks. */
export const FaultScript = Type.Union([
  Type.Object(RequestSequence, closed),
  Type.Object(RequestChance, closed),
  Type.Object(CallbackSequence, closed),
  Type.Object(CallbackChance, closed),
]);
export type FaultScript = Type.Static<typeof FaultScript>;

const id = { id: Type.String() };
export const FaultRule = Type.Union([
  Type.Object({ ...id, ...RequestSequence }, closed),
  Type.Object({ ...id, ...RequestChance }, closed),
  Type.Object({ ...id, ...CallbackSequence }, closed),
  Type.Object({ ...id, ...CallbackChance }, closed),
]);
export type FaultRule = FaultScript & { readonly id: string };

export const FaultRules = Type.Object({ items: Type.Array(FaultRule) }, closed);
