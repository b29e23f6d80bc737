import { Instant, Page } from '@omniroute/contracts';
import Type from 'typebox';
import { Money } from '../money/currencies.ts';

const Units = Type.Integer({ minimum: 0 });

export const StockItem = Type.Object(
  {
    sku: Type.String(),
    name: Type.String(),
    /** What one unit is: a carton, a bag. */
    unit: Type.String(),
    /** Id of the supplier it is ordered from. */
    supplier: Type.String(),
    unit_price: Money,
    /** What the supplier asks. */
    unit_cost: Money,
    /** Days from order to delivery. */
    lead_time_days: Units,
    /** Units sold on a usual day: it runs out in `available / daily_demand` days. */
    daily_demand: Units,
    on_hand: Units,
    reserved: Units,
    /** On hand and not reserved. */
    available: Units,
    /** At or below this it is time to order `reorder_quantity`. */
    reorder_level: Units,
    reorder_quantity: Units,
  },
  { additionalProperties: false },
);
export type StockItem = Type.Static<typeof StockItem>;

export const StockPage = Page(StockItem);

export const StockQuery = Type.Object(
  {
    /** `true`: only what is at or below its reorder level. */
    low: Type.Optional(Type.Boolean()),
    supplier: Type.Optional(Type.String()),
    cursor: Type.Optional(Type.String()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
export type StockQuery = Type.Static<typeof StockQuery>;

export const ReservationLine = Type.Object(
  { sku: Type.String({ minLength: 1, maxLength: 64 }), quantity: Type.Integer({ minimum: 1, maximum: 100_000 }) },
  { additionalProperties: false },
);
export type ReservationLine = Type.Static<typeof ReservationLine>;

export const NewReservation = Type.Object(
  {
    order_id: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    lines: Type.Array(ReservationLine, { minItems: 1, maxItems: 200 }),
  },
  { additionalProperties: false },
);
export type NewReservation = Type.Static<typeof NewReservation>;

export const Reservation = Type.Object(
  {
    id: Type.String(),
    order_id: Type.Union([Type.String(), Type.Null()]),
    status: Type.Enum(['held', 'released']),
    lines: Type.Array(ReservationLine),
    created_at: Instant,
    updated_at: Instant,
  },
  { additionalProperties: false },
);
export type Reservation = Type.Static<typeof Reservation>;

const Level = Type.Object(
  { sku: Type.String(), on_hand: Units, reserved: Units, available: Units },
  { additionalProperties: false },
);
export type Level = Type.Static<typeof Level>;

/** A reservation with the levels of its items after the change. */
export const ReservationChanged = Type.Object(
  { reservation: Reservation, levels: Type.Array(Level) },
  { additionalProperties: false },
);
export type ReservationChanged = Type.Static<typeof ReservationChanged>;

/** By the reservation's id, or by the key (`node#path`) of the effect that reserved, in the same run. */
export const NewRelease = Type.Union([
  Type.Object({ reservation_id: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
  Type.Object({ effect_key: Type.String({ minLength: 1 }) }, { additionalProperties: false }),
]);
export type NewRelease = Type.Static<typeof NewRelease>;
