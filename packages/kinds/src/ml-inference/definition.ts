import {
  defineKind,
  effectStep,
  networkRetries,
  optionalConnection,
  outputAsSaid,
  outputSchemaField,
  valueField,
  writtenField,
} from '@omniroute/kind-sdk';
import Type from 'typebox';

export const mlInference = defineKind({
  ...effectStep,
  type: 'ml_inference',
  version: 1,
  title: 'Score with a model',
  category: 'ai',
  icon: 'brain-circuit',
  config: Type.Object(
    {
      connection: optionalConnection(),
      model: writtenField(2),
      version: Type.Optional(writtenField(3)),
      input: valueField(4),
      output_schema: outputSchemaField(5),
    },
    { additionalProperties: false },
  ),
  defaults: {},
  help: 'Gives values to a trained model, as a credit or fraud score, and takes its answer. It changes nothing outside.',
  output: outputAsSaid,
  effects: () => ['network'],
  activity: {
    queue: 'omniroute-ai',
    built: false,
    idempotency: () => 'native',
    connectionTypes: 'any',
    recommended: { retry_policy: networkRetries() },
  },
});
