import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const raiseError = defineKind({
  type: 'raise_error',
  version: 1,
  title: 'Raise an error',
  category: 'flow',
  icon: 'octagon-alert',
  role: 'end',
  config: Type.Object(
    {
      code: Type.String({ pattern: '^[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*$', 'x-literal': true, 'x-ui': { order: 1 } }),
      message: Type.String({
        minLength: 1,
        'x-exposed': 'log',
        'x-ui': { role: 'template', multiline: true, order: 2 },
      }),
      details: Type.Optional(Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', order: 3 } })),
    },
    { additionalProperties: false },
  ),
  defaults: { code: 'business.refused' },
  help: 'Ends this path with an error of your own, which a scope, a loop or the run deals with.',
  ports: () => [],
  output: () => null,
  ends: () => 'error',
  effects: () => [],
  pauses: false,
  size: { width: 180, height: 56 },
});
