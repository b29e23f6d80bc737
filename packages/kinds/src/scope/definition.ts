import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const scope = defineKind({
  type: 'scope',
  version: 1,
  title: 'Scope',
  category: 'flow',
  icon: 'square-dashed',
  role: 'container',
  config: Type.Object(
    {
      timeout: Type.Optional(Type.String({ format: 'duration', 'x-ui': { role: 'duration', order: 1 } })),
      on_error: Type.Optional(
        Type.Enum(['compensate', 'keep'], { 'x-literal': true, 'x-ui': { group: 'errors', order: 2 } }),
      ),
      on_success: Type.Optional(
        Type.Enum(['keep', 'final'], { 'x-literal': true, 'x-ui': { group: 'errors', order: 3 } }),
      ),
      // Equal values take turns, so the value is one that can be compared.
      mutex: Type.Optional(
        Type.String({
          minLength: 1,
          'x-type': { type: ['string', 'integer', 'number', 'boolean'] },
          'x-ui': { role: 'template', group: 'advanced', order: 4 },
        }),
      ),
      output: Type.Optional(Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', order: 5 } })),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Keeps steps together: they share a time limit, are undone together when one fails, and take turns with others if asked.',
  ports: (config) => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
    ...(config.timeout === undefined ? [] : [{ id: 'timeout', role: 'timeout' as const, label: 'too late' }]),
  ],
  output: (config) =>
    config.output === undefined
      ? { schema: { type: 'object', properties: {}, additionalProperties: false } }
      : { of: '/output' },
  body: (config) => ({
    repeats: false,
    concurrent: false,
    item: null,
    index: false,
    inside: config.output === undefined ? [] : ['/output'],
    soFar: [],
    atMost: 1,
    atOnce: 1,
    undoes: config.on_error !== 'keep',
    certain: true,
  }),
  takesTurns: (config) => config.mutex !== undefined,
  after: (config) => (config.timeout === undefined ? [] : [{ port: 'timeout', pointer: '/timeout' }]),
  effects: () => [],
  pauses: false,
  size: { width: 240, height: 72 },
});
