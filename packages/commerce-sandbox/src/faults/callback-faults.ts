import Type from 'typebox';
import { CALLBACK_EVENTS } from '../callbacks/shapes.ts';

const closed = { additionalProperties: false };
const kind = <Kind extends string>(name: Kind) => ({ kind: Type.Literal(name) });

/** One misbehaviour of a callback; what became of the payment stays as it is. */
export const CallbackFault = Type.Union([
  /** Sent twice, a second apart. */
  Type.Object(kind('duplicate'), closed),
  /** Never sent. */
  Type.Object(kind('missing'), closed),
  /** First sent `ms` late. */
  Type.Object({ ...kind('late'), ms: Type.Integer({ minimum: 0, maximum: 600_000 }) }, closed),
  /** One says what became of it, another the opposite, a second apart. */
  Type.Object({ ...kind('contradict'), first: Type.Enum(['wrong', 'right']) }, closed),
  /** Signed with another secret, at every attempt. */
  Type.Object(kind('wrong_signature'), closed),
  /** The payment ends at once and its callback is sent before the charge is answered. */
  Type.Object(kind('before_response'), closed),
]);
export type CallbackFault = Type.Static<typeof CallbackFault>;

/** Which callbacks: all given fields must fit. */
export const CallbackMatch = Type.Object(
  {
    /** The event, or `*` for all. */
    callback: Type.Enum([...CALLBACK_EVENTS, '*']),
    /** Beginning of the Idempotency-Key of the charge. */
    key_prefix: Type.Optional(Type.String({ minLength: 1 })),
    reference: Type.Optional(Type.String({ minLength: 1 })),
    payer: Type.Optional(Type.String({ minLength: 1 })),
  },
  closed,
);
export type CallbackMatch = Type.Static<typeof CallbackMatch>;

/** What seeded scripts draw from if they do not say. */
export const USUAL_CALLBACK_FAULTS: readonly CallbackFault[] = [
  { kind: 'duplicate' },
  { kind: 'missing' },
  { kind: 'late', ms: 2000 },
  { kind: 'contradict', first: 'wrong' },
  { kind: 'contradict', first: 'right' },
  { kind: 'wrong_signature' },
  { kind: 'before_response' },
];
