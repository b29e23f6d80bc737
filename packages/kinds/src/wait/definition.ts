import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

const literal = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', 'x-literal': true });
const one = {
  duration: Type.Optional(Type.String({ format: 'duration', 'x-ui': { role: 'duration' } })),
  until: Type.Optional(Type.String({ format: 'date-time' })),
  condition: Type.Optional(Type.String({ 'x-ui': { role: 'condition' } })),
  message: Type.Optional(
    Type.Object(
      {
        name: Type.String({ 'x-literal': true, 'x-ref': 'message' }),
        correlation: Type.String({ minLength: 1, 'x-ui': { role: 'template' } }),
        accept: Type.Optional(Type.Enum(['any', 'fresh'])),
      },
      { additionalProperties: false },
    ),
  ),
  callback: Type.Optional(
    Type.Object({ schema: Type.Optional(Type.Unsafe<unknown>({ 'x-schema': true })) }, { additionalProperties: false }),
  ),
};

export const wait = defineKind({
  type: 'wait',
  version: 1,
  title: 'Wait',
  category: 'flow',
  icon: 'clock',
  role: 'step',
  config: Type.Object(
    {
      ...one,
      events: Type.Optional(
        Type.Array(Type.Object({ id: literal, ...one }, { additionalProperties: false }), { minItems: 1 }),
      ),
      timeout: Type.Optional(Type.String({ format: 'duration', 'x-ui': { role: 'duration' } })),
    },
    { additionalProperties: false },
  ),
  defaults: { duration: 'PT1H' },
  help: 'Waits for a time, a point in time, a condition, a message or a callback, or for the first of several.',
  ports: (config) => {
    const events = Array.isArray(config.events) ? (config.events as readonly { id?: unknown }[]) : null;
    const exits =
      events === null
        ? [{ id: 'out', role: 'out' as const }]
        : events.map((event) => ({ id: String(event.id), role: 'event' as const }));
    return [
      ...exits,
      ...(config.timeout === undefined ? [] : [{ id: 'timeout', role: 'timeout' as const, label: 'in vain' }]),
    ];
  },
  output: () => ({
    schema: {
      type: 'object',
      required: ['event', 'payload', 'at'],
      additionalProperties: false,
      properties: { event: { type: 'string' }, payload: {}, at: { type: 'string', format: 'date-time' } },
    },
  }),
  effects: () => [],
  pauses: true,
  size: { width: 200, height: 64 },
});
