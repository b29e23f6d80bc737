import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  MONEY,
  orNull,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const paymentStatus = defineKind({
  ...commerceStep,
  type: 'payment_status',
  version: 1,
  title: 'Ask how a payment stands',
  icon: 'search-check',
  config: Type.Object(
    {
      connection: connectionField(),
      payment_id: Type.Optional(textField(2)),
      reference: Type.Optional(textField(3)),
      currency: Type.String({ minLength: 3, maxLength: 3, 'x-ui': { role: 'template', order: 4 } }),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Asks the provider what became of the payments of a reference, and how much of them is confirmed.',
  output: () => ({
    schema: closedObject({
      status: { enum: ['initiated', 'pending', 'succeeded', 'failed', 'reversed', 'unknown'] },
      confirmed: MONEY,
      other: { type: 'array', items: MONEY },
      payments: {
        type: 'array',
        items: closedObject({
          id: TEXT,
          status: { enum: ['initiated', 'pending', 'succeeded', 'failed', 'reversed', 'unknown'] },
          amount: MONEY,
          paid: MONEY,
          refunded: MONEY,
          late: { type: 'boolean' },
          reason: orNull(TEXT),
        }),
      },
    }),
  }),
  effects: () => ['network'],
  activity: commerceActivity('native'),
});
