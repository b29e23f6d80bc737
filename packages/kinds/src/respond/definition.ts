import { defineKind, pairsField, valueField } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const respond = defineKind({
  type: 'respond',
  version: 1,
  title: 'Answer the webhook',
  category: 'flow',
  icon: 'reply',
  role: 'step',
  config: Type.Object(
    {
      status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599, 'x-ui': { role: 'template', order: 1 } })),
      headers: Type.Optional(pairsField(2)),
      body: Type.Optional(valueField(3)),
    },
    { additionalProperties: false },
  ),
  defaults: { status: 200 },
  help: 'Answers the webhook that started the run, while the run goes on. A run answers once.',
  ports: () => [{ id: 'out', role: 'out' }],
  output: () => null,
  effects: () => [],
  pauses: false,
  activity: {
    queue: 'omniroute-core',
    built: false,
    // A call is answered once; a repetition finds the answer there.
    idempotency: () => 'native',
    recommended: {},
  },
  size: { width: 220, height: 64 },
});
