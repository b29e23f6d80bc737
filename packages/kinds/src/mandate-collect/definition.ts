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

export const mandateCollect = defineKind({
  ...commerceStep,
  type: 'mandate_collect',
  version: 1,
  title: 'Collect by mandate',
  icon: 'landmark',
  config: Type.Object(
    {
      connection: connectionField(),
      mandate: textField(2),
      amount: moneyField(3),
      reference: Type.Optional(textField(4)),
      order_id: Type.Optional(textField(5)),
      callback_url: Type.Optional(Type.String({ minLength: 1, 'x-ui': { role: 'template', group: 'time', order: 6 } })),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Pulls money by a mandate that the payer gave before, once however often the attempt is repeated. A declined payment is an error.',
  output: () => ({ schema: PAYMENT }),
  effects: () => ['money', 'network'],
  activity: commerceActivity('key'),
});
