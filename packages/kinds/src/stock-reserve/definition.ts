import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  INTEGER,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const stockReserve = defineKind({
  ...commerceStep,
  type: 'stock_reserve',
  version: 1,
  title: 'Reserve stock',
  icon: 'package-plus',
  config: Type.Object(
    {
      connection: connectionField(),
      order_id: Type.Optional(textField(2)),
      // The lines of an order hold more than this: they can be given as they are.
      lines: Type.Array(
        Type.Object({
          sku: Type.String({ minLength: 1, 'x-ui': { role: 'template' } }),
          quantity: Type.Integer({ minimum: 1, 'x-ui': { role: 'template' } }),
        }),
        { minItems: 1, 'x-ui': { role: 'template', widget: 'mapping', order: 3 } },
      ),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Sets units aside, all lines or none, once however often the attempt is repeated.',
  output: () => ({
    schema: closedObject({
      reservation_id: TEXT,
      levels: {
        type: 'array',
        items: closedObject({ sku: TEXT, on_hand: INTEGER, reserved: INTEGER, available: INTEGER }),
      },
    }),
  }),
  effects: () => ['stock', 'network'],
  activity: commerceActivity('key'),
});
