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

export const orderUpdate = defineKind({
  ...commerceStep,
  type: 'order_update',
  version: 1,
  title: 'Change an order',
  icon: 'package-check',
  config: Type.Object(
    {
      connection: connectionField(),
      order_id: textField(2),
      status: Type.Enum(['confirmed', 'dispatched', 'delivered', 'cancelled'], {
        'x-literal': true,
        'x-ui': { order: 3 },
      }),
    },
    { additionalProperties: false },
  ),
  defaults: { status: 'confirmed' },
  help: 'Moves an order on: confirmed, dispatched, delivered or cancelled. What may not follow is refused and not tried again.',
  output: () => ({
    schema: closedObject({ id: TEXT, status: TEXT, total: MONEY }),
  }),
  effects: () => ['data', 'network'],
  activity: commerceActivity('key'),
});
