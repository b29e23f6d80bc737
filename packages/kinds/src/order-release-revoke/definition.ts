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

export const orderReleaseRevoke = defineKind({
  ...commerceStep,
  type: 'order_release_revoke',
  version: 1,
  title: 'Revoke a release of goods',
  icon: 'ban',
  config: Type.Object(
    {
      connection: connectionField(),
      release_id: Type.Optional(textField(2)),
      effect_key: effectKeyField(3),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Takes the right to pick up goods back, by the release or by the effect that released.',
  output: () => ({
    schema: closedObject({ revoked: { type: 'boolean' }, release_id: orNull(TEXT) }),
  }),
  effects: () => ['stock', 'network'],
  activity: commerceActivity('key'),
});
