import { defineKind, type OutputFacts, schemaAt } from '@omniroute/kind-sdk';
import Type from 'typebox';

const one = {
  duration: Type.Optional(Type.String({ format: 'duration', 'x-ui': { role: 'duration', order: 1 } })),
  until: Type.Optional(Type.String({ format: 'date-time', 'x-ui': { widget: 'instant', order: 2 } })),
  condition: Type.Optional(Type.String({ 'x-ui': { role: 'condition', order: 3 } })),
  message: Type.Optional(
    Type.Object(
      {
        name: Type.String({ 'x-literal': true, 'x-ref': 'message' }),
        // Business numbers are often numbers: they are written out, as the sender's are.
        correlation: Type.String({
          minLength: 1,
          'x-type': { type: ['string', 'integer', 'number', 'boolean'] },
          'x-exposed': 'name',
          'x-ui': { role: 'template' },
        }),
        accept: Type.Optional(Type.Enum(['any', 'fresh'], { 'x-literal': true })),
      },
      { additionalProperties: false, 'x-ui': { order: 4 } },
    ),
  ),
  callback: Type.Optional(
    Type.Object(
      { schema: Type.Optional(Type.Unsafe<unknown>({ 'x-schema': true, 'x-ui': { widget: 'schema' } })) },
      { additionalProperties: false, 'x-ui': { order: 5 } },
    ),
  ),
};

/** What a config waits for, by the id of the event; it may be half written. */
function awaited(config: Readonly<Record<string, unknown>>): readonly (readonly [id: string, part: Part])[] {
  if (Array.isArray(config.events)) return config.events.map((event: Part) => [String(event.id), event] as const);
  return Object.keys(one).flatMap((name) => (config[name] === undefined ? [] : [[name, config as Part] as const]));
}

type Part = {
  readonly id?: unknown;
  readonly duration?: unknown;
  readonly message?: { readonly name?: unknown };
  readonly callback?: { readonly schema?: unknown };
};

/** What an event brings with it; points in time bring nothing. */
function payloadOf({ message, callback }: Part, pointer: string, facts: OutputFacts | undefined) {
  if (message !== undefined) return schemaAt(facts?.message(String(message.name)) ?? {}, pointer);
  return callback === undefined ? { type: 'null' } : schemaAt((callback.schema ?? {}) as never, pointer);
}

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
        Type.Array(
          Type.Object(
            { id: Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$', 'x-literal': true }), ...one },
            { additionalProperties: false },
          ),
          { minItems: 1, 'x-ui': { widget: 'events', order: 6 } },
        ),
      ),
      timeout: Type.Optional(Type.String({ format: 'duration', 'x-ui': { role: 'duration', order: 7 } })),
    },
    { additionalProperties: false },
  ),
  defaults: { duration: 'PT1H' },
  help: 'Waits for a time, a point in time, a condition, a message or a callback, or for the first of several.',
  ports: (config) => [
    ...(Array.isArray(config.events)
      ? awaited(config).map(([id]) => ({ id, role: 'event' as const }))
      : [{ id: 'out', role: 'out' as const }]),
    ...(config.timeout === undefined ? [] : [{ id: 'timeout', role: 'timeout' as const, label: 'in vain' }]),
  ],
  output: (config, facts) => {
    const late = facts?.timedOut === true;
    const events = awaited(config);
    const payloads = events.map(([, part], index) => payloadOf(part, `/properties/payload/anyOf/${index}`, facts));
    return {
      schema: {
        type: 'object',
        required: ['event', 'payload', 'at'],
        additionalProperties: false,
        properties: {
          event: { type: 'string', enum: [...events.map(([id]) => id), ...(late ? ['timeout'] : [])] },
          payload: { anyOf: [...payloads, ...(late ? [{ type: 'null' }] : [])] },
          at: { type: 'string', format: 'date-time' },
        },
      },
    };
  },
  callback: (config) => awaited(config).some(([, part]) => part.callback !== undefined),
  after: (config) => [
    ...(Array.isArray(config.events)
      ? config.events.flatMap(({ id, duration }: Part, index) =>
          duration === undefined ? [] : [{ port: String(id), pointer: `/events/${index}/duration` }],
        )
      : config.duration === undefined
        ? []
        : [{ port: 'out', pointer: '/duration' }]),
    ...(config.timeout === undefined ? [] : [{ port: 'timeout', pointer: '/timeout' }]),
  ],
  effects: () => [],
  pauses: true,
  size: { width: 200, height: 64 },
});
