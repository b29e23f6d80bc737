import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  effectKeyField,
  MONEY,
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
      reference: Type.Optional(Type.String({ minLength: 1, 'x-ui': { role: 'template', group: 'undo', order: 4 } })),
      amount: Type.Optional(Type.Integer({ minimum: 1, 'x-ui': { role: 'template', order: 5 } })),
      reason: Type.Optional(textField(6)),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Gives money back, all that is left or a part, of a payment, of what an effect charged, or of all payments of a reference. What never came needs no refund.',
  output: () => ({
    schema: closedObject({
      refunded: { type: 'boolean' },
      refunds: { type: 'array', items: closedObject({ id: TEXT, payment_id: TEXT, amount: MONEY }) },
    }),
  }),
  effects: () => ['money_back', 'network'],
  activity: commerceActivity('key', ['business.refund']),
});
