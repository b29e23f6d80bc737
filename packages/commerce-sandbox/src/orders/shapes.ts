import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';
import { CurrencyCode, LARGEST_AMOUNT, Money } from '../money/currencies.ts';

export const ORDER_STATUSES = ['placed', 'confirmed', 'dispatched', 'delivered', 'cancelled'] as const;
export const OrderStatus = Type.Enum([...ORDER_STATUSES]);
export type OrderStatus = (typeof ORDER_STATUSES)[number];

const Quantity = Type.Integer({ minimum: 1, maximum: 100_000 });
const UnitPrice = Type.Integer({ minimum: 0, maximum: LARGEST_AMOUNT });
const Sku = Type.String({ minLength: 1, maxLength: 64 });

const OrderLine = Type.Object(
  { sku: Sku, quantity: Quantity, unit_price: Money, total: Money },
  { additionalProperties: false },
);

export const Order = Type.Object(
  {
    id: Type.String(),
    customer: Type.String(),
    phone: Type.String(),
    status: OrderStatus,
    lines: Type.Array(OrderLine),
    total: Money,
    created_at: Instant,
    updated_at: Instant,
  },
  { additionalProperties: false },
);
export type Order = Type.Static<typeof Order>;

export const OrderPage = Page(Order);

export const NewOrder = Type.Object(
  {
    /** Made if absent. */
    id: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' })),
    customer: Type.String({ minLength: 1, maxLength: 200 }),
    phone: Type.String({ minLength: 1, maxLength: 32 }),
    currency: CurrencyCode,
    lines: Type.Array(
      Type.Object({ sku: Sku, quantity: Quantity, unit_price: UnitPrice }, { additionalProperties: false }),
      { minItems: 1, maxItems: 200 },
    ),
  },
  { additionalProperties: false },
);
export type NewOrder = Type.Static<typeof NewOrder>;

export const OrderChange = Type.Object({ status: OrderStatus }, { additionalProperties: false });

export const OrderQuery = Type.Object(
  {
    status: Type.Optional(OrderStatus),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
