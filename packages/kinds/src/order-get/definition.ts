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

export const orderGet = defineKind({
  ...commerceStep,
  type: 'order_get',
  version: 1,
  title: 'Read an order',
  icon: 'package-search',
  config: Type.Object(
    {
      connection: connectionField(),
      order_id: textField(2),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Reads an order with its lines, its total and how far it has come.',
  output: () => ({
    schema: closedObject({
      id: TEXT,
      customer: TEXT,
      phone: { ...TEXT, 'x-personal': true },
      status: TEXT,
      lines: {
        type: 'array',
        items: closedObject({ sku: TEXT, quantity: INTEGER, unit_price: MONEY, total: MONEY }),
      },
      total: MONEY,
    }),
  }),
  effects: () => ['network'],
  activity: commerceActivity('native'),
});
