import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const end = defineKind({
  type: 'end',
  version: 1,
  title: 'End',
  category: 'flow',
  icon: 'circle-stop',
  role: 'end',
  config: Type.Object(
    {
      status: Type.Optional(Type.String({ 'x-exposed': 'name', 'x-ui': { role: 'template', order: 1 } })),
      output: Type.Optional(Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', order: 2 } })),
      terminate: Type.Optional(Type.Boolean({ 'x-literal': true, 'x-ui': { group: 'advanced', order: 3 } })),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Ends this path; with a word for the business, with an output, or ending the whole run.',
  ports: () => [],
  output: () => null,
  ends: (config) => (config.terminate === true ? 'run' : 'path'),
  gives: (config) => (config.output === undefined ? null : '/output'),
  effects: () => [],
  pauses: false,
  size: { width: 160, height: 56 },
});
