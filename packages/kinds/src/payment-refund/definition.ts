import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  effectKeyField,
  MONEY,
  orNull,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const paymentRefund = defineKind({
  ...commerceStep,
  type: 'payment_refund',
  version: 1,
  title: 'Refund a payment',
  icon: 'undo-2',
  config: Type.Object(
    {
      connection: connectionField(),
      payment_id: Type.Optional(textField(2)),
      effect_key: effectKeyField(3),
      amount: Type.Optional(Type.Integer({ minimum: 1, 'x-ui': { role: 'template', order: 4 } })),
      reason: Type.Optional(textField(5)),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Gives money back, all that is left or a part, by the payment or by the effect that charged. What never came needs no refund.',
  output: () => ({
    schema: closedObject({ refunded: { type: 'boolean' }, id: orNull(TEXT), amount: orNull(MONEY) }),
  }),
  effects: () => ['money', 'network'],
  activity: commerceActivity('key', ['business.refund']),
});
