import {
  closedObject,
  commerceActivity,
  commerceStep,
  connectionField,
  defineKind,
  effectKeyField,
  orNull,
  TEXT,
  textField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const purchaseOrderCancel = defineKind({
  ...commerceStep,
  type: 'purchase_order_cancel',
  version: 1,
  title: 'Cancel a purchase order',
  icon: 'shopping-bag',
  config: Type.Object(
    {
      connection: connectionField(),
      purchase_order_id: Type.Optional(textField(2)),
      effect_key: effectKeyField(3),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Takes a purchase order back, by its id or by the effect that ordered.',
  output: () => ({
    schema: closedObject({ cancelled: { type: 'boolean' }, purchase_order_id: orNull(TEXT) }),
  }),
  effects: () => ['money_back', 'network'],
  activity: commerceActivity('key'),
});
