import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  INTEGER,
  MONEY,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const stockGet = defineKind({
  ...commerceStep,
  type: 'stock_get',
  version: 1,
  title: 'Read a stock item',
  icon: 'warehouse',
  config: Type.Object(
    {
      connection: connectionField(),
      sku: textField(2),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Reads what there is of an item, what is reserved, when to order more and from whom.',
  output: () => ({
    schema: closedObject({
      sku: TEXT,
      name: TEXT,
      unit: TEXT,
      supplier: TEXT,
      unit_price: MONEY,
      unit_cost: MONEY,
      lead_time_days: INTEGER,
      daily_demand: INTEGER,
      on_hand: INTEGER,
      reserved: INTEGER,
      available: INTEGER,
      reorder_level: INTEGER,
      reorder_quantity: INTEGER,
    }),
  }),
  effects: () => ['network'],
  activity: commerceActivity('native'),
});
