import { defineKind, effectStep, outputAsSaid, outputSchemaField, valueField } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const code = defineKind({
  ...effectStep,
  type: 'code',
  version: 1,
  title: 'Run code',
  category: 'data',
  icon: 'code',
  config: Type.Object(
    {
      language: Type.Optional(Type.Enum(['javascript'], { 'x-literal': true, 'x-ui': { order: 1 } })),
      // Its own language writes ${ } too: what the code reads comes in by `input`.
      code: Type.String({ minLength: 1, 'x-literal': true, 'x-verbatim': true, 'x-ui': { multiline: true, order: 2 } }),
      input: Type.Optional(valueField(3)),
      output_schema: outputSchemaField(4),
    },
    { additionalProperties: false },
  ),
  defaults: { language: 'javascript' },
  help: 'Runs a piece of JavaScript on its input, shut off from network and files. Use it where expressions do not reach.',
  output: outputAsSaid,
  effects: () => ['data'],
  activity: {
    queue: 'omniroute-batch',
    built: false,
    // Shut off from everything outside, it can do nothing twice.
    idempotency: () => 'native',
    recommended: {},
  },
});
