import { Instant } from '@omniroute/contracts';
import Type from 'typebox';
import { Money, PositiveMoney } from '../money/currencies.ts';

const closed = { additionalProperties: false };
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const NewRelease = Type.Object(
  {
    /** The worth of the goods that may leave, in the order's currency: the whole order or a part of it. */
    amount: PositiveMoney,
    /** `reference` of the payments that cover it. */
    payment_reference: Text(200),
  },
  closed,
);
export type NewRelease = Type.Static<typeof NewRelease>;

/** The authority to pick up goods of an order. */
export const Release = Type.Object(
  {
    id: Type.String(),
    order_id: Type.String(),
    status: Type.Enum(['issued', 'revoked']),
    amount: Money,
    payment_reference: Type.String(),
    expires_at: Instant,
    created_at: Instant,
    updated_at: Instant,
  },
  closed,
);
export type Release = Type.Static<typeof Release>;

export const Releases = Type.Object({ items: Type.Array(Release) }, closed);

/** By the release's id, or by the key (`node#path`) of the effect that released, in the same run. */
export const Revocation = Type.Union([
  Type.Object({ release_id: Text(64) }, closed),
  Type.Object({ effect_key: Text(1024) }, closed),
]);
