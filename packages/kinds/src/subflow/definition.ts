import { type CalledService, defineKind, type Effect, effectStep, valueField, writtenField } from '@omniroute/kind-sdk';
import Type from 'typebox';

/** What a started service gives at once. */
const STARTED = {
  type: 'object',
  properties: { run_id: { type: 'string' } },
  required: ['run_id'],
  additionalProperties: false,
};

export const subflow = defineKind({
  ...effectStep,
  type: 'subflow',
  version: 1,
  title: 'Call a service',
  category: 'flow',
  icon: 'workflow',
  config: Type.Object(
    {
      service: writtenField(1, { role: 'service' }),
      version: Type.Optional(Type.Integer({ minimum: 1, 'x-literal': true, 'x-ui': { order: 2 } })),
      input: Type.Optional(valueField(3)),
      mode: Type.Optional(Type.Enum(['call', 'start'], { 'x-literal': true, 'x-ui': { order: 4 } })),
      max_depth: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 100, 'x-literal': true, 'x-ui': { group: 'advanced', order: 5 } }),
      ),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Calls another service as a part of this run and waits for its output, or starts it as a run of its own.',
  output: ({ mode }) => (mode === 'start' ? { schema: STARTED } : { unchecked: true }),
  callsService({ service, version, mode, max_depth }): CalledService | null {
    if (typeof service !== 'string') return null;
    return {
      service: service === 'self' ? null : service,
      version: typeof version === 'number' ? version : null,
      starts: mode === 'start',
      bounded: max_depth !== undefined,
      at: '/service',
      input: '/input',
      bound: '/max_depth',
    };
  },
  effects: ({ mode }): Effect[] => (mode === 'start' ? ['data'] : []),
  activity: {
    queue: 'omniroute-core',
    idempotency: () => 'key',
    recommended: {},
    verbs: ['find', 'start'],
  },
});
