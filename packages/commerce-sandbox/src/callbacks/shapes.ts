import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';

/** What is told: a payment succeeded, failed, or went back whole. `refund.failed` only contradicts. */
export const CALLBACK_EVENTS = ['charge.success', 'charge.failed', 'refund.processed', 'refund.failed'] as const;
export const CallbackEvent = Type.Enum([...CALLBACK_EVENTS]);
export type CallbackEvent = (typeof CALLBACK_EVENTS)[number];

export const CALLBACK_STATUSES = ['pending', 'delivered', 'given_up', 'dropped'] as const;
const CallbackStatus = Type.Enum([...CALLBACK_STATUSES]);

const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** One callback and how far it has come; `dropped` is what a fault kept from being sent. */
export const Callback = Type.Object(
  {
    id: Type.String(),
    payment_id: Type.String(),
    reference: orNull(Type.String()),
    url: Type.String(),
    event: CallbackEvent,
    status: CallbackStatus,
    attempts: Type.Integer({ minimum: 0 }),
    /** HTTP status of the last attempt. */
    last_status: orNull(Type.Integer()),
    /** Why the last attempt got no answer. */
    last_error: orNull(Type.String()),
    /** Kind of the scripted fault that made it what it is. */
    fault: orNull(Type.String()),
    /** When it is sent next. */
    next_at: orNull(Instant),
    created_at: Instant,
  },
  { additionalProperties: false },
);
export type Callback = Type.Static<typeof Callback>;

export const CallbackPage = Page(Callback);
export const CallbackQuery = Type.Object(
  {
    payment_id: Type.Optional(Type.String()),
    reference: Type.Optional(Type.String()),
    status: Type.Optional(CallbackStatus),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
);
export type CallbackQuery = Type.Static<typeof CallbackQuery>;
