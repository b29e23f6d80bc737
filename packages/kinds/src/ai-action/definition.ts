import {
  defineKind,
  effectStep,
  networkRetries,
  optionalConnection,
  outputSchemaField,
  valueField,
  writtenField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const aiAction = defineKind({
  ...effectStep,
  type: 'ai_action',
  version: 1,
  title: 'Ask a language model',
  category: 'ai',
  icon: 'sparkles',
  config: Type.Object(
    {
      connection: optionalConnection(),
      prompt: Type.Optional(Type.String({ minLength: 1, 'x-ui': { role: 'template', multiline: true, order: 2 } })),
      prompt_template: Type.Optional(writtenField(3, { multiline: true, group: 'template' })),
      data: Type.Optional(valueField(4)),
      system: Type.Optional(Type.String({ 'x-ui': { role: 'template', multiline: true, order: 5 } })),
      model: Type.Optional(writtenField(6, { group: 'model' })),
      provider: Type.Optional(writtenField(7, { group: 'model' })),
      use_local_model: Type.Optional(Type.Boolean({ 'x-literal': true, 'x-ui': { group: 'model', order: 8 } })),
      max_tokens: Type.Optional(Type.Integer({ minimum: 1, 'x-literal': true, 'x-ui': { group: 'model', order: 9 } })),
      temperature: Type.Optional(
        Type.Number({ minimum: 0, maximum: 2, 'x-literal': true, 'x-ui': { group: 'model', order: 10 } }),
      ),
      tools: Type.Optional(
        Type.Array(Type.String({ minLength: 1 }), { 'x-literal': true, 'x-ui': { group: 'model', order: 11 } }),
      ),
      output_schema: outputSchemaField(12),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Asks a language model. With output_schema the answer has that shape, or the step fails; without it the answer is a text.',
  output: (config) => ({
    schema: (config.output_schema ?? {
      type: 'object',
      required: ['text'],
      additionalProperties: false,
      properties: { text: { type: 'string' } },
    }) as never,
  }),
  effects: () => ['network'],
  activity: {
    queue: 'omniroute-ai',
    built: false,
    // An answer changes nothing outside, and may be asked for again; what tools do is not known.
    idempotency: (config) => (Array.isArray(config.tools) && config.tools.length > 0 ? 'none' : 'native'),
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries(), timeout: { start_to_close: 'PT2M' } },
  },
});
