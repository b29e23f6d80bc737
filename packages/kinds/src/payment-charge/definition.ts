import {
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  moneyField,
  PAYMENT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const paymentCharge = defineKind({
  ...commerceStep,
  type: 'payment_charge',
  version: 1,
  title: 'Charge a payment',
  icon: 'banknote',
  config: Type.Object(
    {
      connection: connectionField(),
      method: Type.Enum(['card', 'mobile_money', 'bank_transfer', 'mandate'], { 'x-ui': { order: 2 } }),
      amount: moneyField(3),
      payer: textField(4),
      reference: Type.Optional(textField(5)),
      order_id: Type.Optional(textField(6)),
      expires_at: Type.Optional(
        Type.String({ format: 'date-time', 'x-ui': { role: 'template', group: 'time', order: 7 } }),
      ),
      callback_url: Type.Optional(Type.String({ minLength: 1, 'x-ui': { role: 'template', group: 'time', order: 8 } })),
    },
    { additionalProperties: false },
  ),
  defaults: { method: 'mobile_money' },
  help: 'Asks a payer for money, once however often the attempt is repeated. A declined payment is an error; one that is not settled yet is an answer.',
  output: () => ({ schema: PAYMENT }),
  effects: () => ['money', 'network'],
  activity: commerceActivity('key'),
});
