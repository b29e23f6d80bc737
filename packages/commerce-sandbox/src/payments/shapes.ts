import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';
import { Money, PositiveMoney } from '../money/currencies.ts';

/** The closed set every provider's word is mapped to. */
export const PAYMENT_STATUSES = ['initiated', 'pending', 'succeeded', 'failed', 'reversed', 'unknown'] as const;
export const PaymentStatusShape = Type.Enum([...PAYMENT_STATUSES]);
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const PaymentMethod = Type.Enum(['card', 'mobile_money', 'bank_transfer', 'mandate']);
export type PaymentMethod = Type.Static<typeof PaymentMethod>;

const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const NewPayment = Type.Object(
  {
    method: PaymentMethod,
    amount: PositiveMoney,
    /** Phone, card token or account of who pays; test payers are in the README. */
    payer: Text(64),
    order_id: Type.Optional(Text(64)),
    /** The caller's own name for it: what a status query asks for when no id ever arrived. */
    reference: Type.Optional(Text(200)),
    /** End of the payment window: what is not paid by then fails with `expired`, and what is paid later is `late`. */
    expires_at: Type.Optional(Instant),
    /** Where the provider says what became of it; loopback only. */
    callback_url: Type.Optional(Text(2048)),
  },
  { additionalProperties: false },
);
export type NewPayment = Type.Static<typeof NewPayment>;

export const Payment = Type.Object(
  {
    id: Type.String(),
    status: PaymentStatusShape,
    method: PaymentMethod,
    /** What was asked. */
    amount: Money,
    /** What came, perhaps another amount or currency than asked; nothing until it succeeds. */
    paid: Money,
    /** How much of what came went back. */
    refunded: Money,
    payer: Type.String(),
    order_id: orNull(Type.String()),
    reference: orNull(Type.String()),
    /** Why it failed. */
    reason: orNull(Type.String()),
    /** It was paid after its window. */
    late: Type.Boolean(),
    expires_at: orNull(Instant),
    callback_url: orNull(Type.String()),
    created_at: Instant,
    updated_at: Instant,
  },
  { additionalProperties: false },
);
export type Payment = Type.Static<typeof Payment>;

export const PaymentPage = Page(Payment);

export const PaymentQuery = Type.Object(
  {
    reference: Type.Optional(Type.String()),
    status: Type.Optional(PaymentStatusShape),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
export type PaymentQuery = Type.Static<typeof PaymentQuery>;

export const Settlement = Type.Object(
  {
    status: Type.Enum(['pending', 'succeeded', 'failed', 'unknown']),
    reason: Type.Optional(Text(100)),
    /** What came, if it succeeded; what was asked if absent. */
    paid: Type.Optional(PositiveMoney),
  },
  { additionalProperties: false },
);
export type Settlement = Type.Static<typeof Settlement>;

const refundTerms = {
  /** Minor units in the currency that was paid; everything that is left if absent. */
  amount: Type.Optional(PositiveMoney.properties.amount),
  reason: Type.Optional(Text(200)),
};

/** By the payment's id, or by the key (`node#path`) of the effect that charged, in the same run. */
export const NewRefund = Type.Union([
  Type.Object({ payment_id: Text(64), ...refundTerms }, { additionalProperties: false }),
  Type.Object({ effect_key: Text(1024), ...refundTerms }, { additionalProperties: false }),
]);
export type NewRefund = Type.Static<typeof NewRefund>;

export const Refund = Type.Object(
  {
    id: Type.String(),
    payment_id: Type.String(),
    amount: Money,
    reason: orNull(Type.String()),
    /** Of the payment afterwards: `reversed` once everything went back. */
    payment_status: PaymentStatusShape,
    created_at: Instant,
  },
  { additionalProperties: false },
);
export type Refund = Type.Static<typeof Refund>;

/** Everything that came under a reference and did not go back, of the caller's tenant. */
export const RefundOfAll = Type.Object(
  { reference: Text(200), reason: Type.Optional(Text(200)) },
  { additionalProperties: false },
);
export const RefundedAll = Type.Object(
  { reference: Type.String(), refunds: Type.Array(Refund) },
  { additionalProperties: false },
);
export type RefundedAll = Type.Static<typeof RefundedAll>;
