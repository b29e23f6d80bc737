import { type CalledActivity, defineKind, effectStep, valueField, writtenField } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const activity = defineKind({
  ...effectStep,
  type: 'activity',
  version: 1,
  title: 'Call an activity',
  category: 'integration',
  icon: 'plug',
  config: Type.Object(
    {
      activity_ref: Type.Object(
        {
          name: writtenField(1),
          version: Type.Optional(
            Type.Union([Type.Integer({ minimum: 0, 'x-literal': true }), writtenField(2)], { 'x-literal': true }),
          ),
        },
        { additionalProperties: false, 'x-ui': { order: 1 } },
      ),
      input: Type.Optional(valueField(2)),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: "Calls an activity of the tenant's own workers. The catalogue of activities says what it takes, what it gives and whether it may be repeated.",
  output: () => ({ unchecked: true }),
  calls({ activity_ref: ref }): CalledActivity | null {
    const { name, version } = (ref ?? {}) as { readonly name?: string; readonly version?: string | number };
    return name === undefined ? null : { name, version: version ?? null, at: '/activity_ref', input: '/input' };
  },
  effects: () => ['network'],
  activity: {
    queue: 'omniroute-integration',
    built: false,
    // The catalogue knows; nothing is known of an activity that is not in it.
    idempotency: () => 'none',
    recommended: {},
  },
});
