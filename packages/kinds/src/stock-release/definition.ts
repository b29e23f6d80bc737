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

export const stockRelease = defineKind({
  ...commerceStep,
  type: 'stock_release',
  version: 1,
  title: 'Release stock',
  icon: 'package-minus',
  config: Type.Object(
    {
      connection: connectionField(),
      reservation_id: Type.Optional(textField(2)),
      effect_key: effectKeyField(3),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Gives reserved units back, by the reservation or by the effect that reserved. What never was reserved needs no release.',
  output: () => ({
    schema: closedObject({ released: { type: 'boolean' }, reservation_id: orNull(TEXT) }),
  }),
  effects: () => ['stock', 'network'],
  activity: commerceActivity('key'),
});
