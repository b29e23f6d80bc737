import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  MONEY,
  moneyField,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const orderRelease = defineKind({
  ...commerceStep,
  type: 'order_release',
  version: 1,
  title: 'Release goods',
  icon: 'truck',
  config: Type.Object(
    {
      connection: connectionField(),
      order_id: textField(2),
      amount: moneyField(3),
      payment_reference: textField(4),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Gives the right to pick up goods of an order, for confirmed money only.',
  output: () => ({
    schema: closedObject({
      id: TEXT,
      status: TEXT,
      amount: MONEY,
      expires_at: { type: 'string', format: 'date-time' },
    }),
  }),
  effects: () => ['stock', 'network'],
  activity: commerceActivity('key'),
});
