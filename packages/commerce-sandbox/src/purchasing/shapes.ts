import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';
import { CurrencyCode, LARGEST_AMOUNT, Money } from '../money/currencies.ts';

const closed = { additionalProperties: false };
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }));
const Id = Type.String({ minLength: 1, maxLength: 64 });

export const Supplier = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    /** What it is ordered from and paid in. */
    currency: CurrencyCode,
    email: Type.String({ format: 'email' }),
  },
  closed,
);
export type Supplier = Type.Static<typeof Supplier>;

export const SupplierPage = Page(Supplier);
export const SupplierQuery = Type.Object({ cursor: Type.Optional(Type.String()), limit }, closed);

const Quantity = Type.Integer({ minimum: 1, maximum: 100_000 });

export const NewPurchaseOrder = Type.Object(
  {
    supplier: Id,
    /** The supplier's own. */
    currency: CurrencyCode,
    lines: Type.Array(
      Type.Object(
        { sku: Id, quantity: Quantity, unit_cost: Type.Integer({ minimum: 0, maximum: LARGEST_AMOUNT }) },
        closed,
      ),
      { minItems: 1, maxItems: 200 },
    ),
    /** In minor units; must be what the lines sum to. */
    total: Type.Integer({ minimum: 0, maximum: LARGEST_AMOUNT }),
  },
  closed,
);
export type NewPurchaseOrder = Type.Static<typeof NewPurchaseOrder>;

export const PURCHASE_ORDER_STATUSES = ['placed', 'cancelled'] as const;
const PurchaseOrderStatus = Type.Enum([...PURCHASE_ORDER_STATUSES]);

export const PurchaseOrder = Type.Object(
  {
    id: Type.String(),
    supplier: Type.String(),
    status: PurchaseOrderStatus,
    lines: Type.Array(Type.Object({ sku: Type.String(), quantity: Quantity, unit_cost: Money, total: Money }, closed)),
    /** What is committed to the supplier while it is placed; no money moves. */
    total: Money,
    /** When the slowest of its items should be there. */
    expected_at: Instant,
    created_at: Instant,
    updated_at: Instant,
  },
  closed,
);
export type PurchaseOrder = Type.Static<typeof PurchaseOrder>;

export const PurchaseOrderPage = Page(PurchaseOrder);
export const PurchaseOrderQuery = Type.Object(
  {
    supplier: Type.Optional(Id),
    status: Type.Optional(PurchaseOrderStatus),
    cursor: Type.Optional(Type.String()),
    limit,
  },
  closed,
);
export type PurchaseOrderQuery = Type.Static<typeof PurchaseOrderQuery>;

/** By the key (`node#path`) of the effect that ordered, in the same run. */
export const CancelByKey = Type.Object({ effect_key: Type.String({ minLength: 1, maxLength: 1024 }) }, closed);
