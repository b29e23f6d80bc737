import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  MONEY,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const purchaseOrderCreate = defineKind({
  ...commerceStep,
  type: 'purchase_order_create',
  version: 1,
  title: 'Order from a supplier',
  icon: 'shopping-cart',
  config: Type.Object(
    {
      connection: connectionField(),
      supplier: textField(2),
      currency: Type.String({ minLength: 3, maxLength: 3, 'x-ui': { role: 'template', order: 3 } }),
      lines: Type.Array(
        Type.Object(
          {
            sku: Type.String({ minLength: 1, 'x-ui': { role: 'template' } }),
            quantity: Type.Integer({ minimum: 1, 'x-ui': { role: 'template' } }),
            unit_cost: Type.Integer({ minimum: 0, 'x-ui': { role: 'template' } }),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, 'x-ui': { role: 'template', widget: 'mapping', order: 4 } },
      ),
      total: Type.Integer({ minimum: 0, 'x-ui': { role: 'template', order: 5 } }),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Orders goods from a supplier, once however often the attempt is repeated. The total is checked against the lines.',
  output: () => ({
    schema: closedObject({
      id: TEXT,
      status: TEXT,
      total: MONEY,
      expected_at: { type: 'string', format: 'date-time' },
    }),
  }),
  effects: () => ['money', 'network'],
  activity: commerceActivity('key'),
});
