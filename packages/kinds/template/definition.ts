import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

export const newKind = defineKind({
  type: 'new_kind',
  version: 1,
  title: 'New kind',
  category: 'integration',
  icon: 'box',
  role: 'step',
  config: Type.Object(
    {
      connection: Type.String({ 'x-literal': true, 'x-ref': 'connection' }),
      path: Type.String({ minLength: 1, 'x-ui': { role: 'template' } }),
    },
    { additionalProperties: false },
  ),
  defaults: { path: '/' },
  help: 'Reads a page of a partner and gives its status and text.',
  ports: () => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
  ],
  output: () => ({
    schema: {
      type: 'object',
      properties: { status: { type: 'integer' }, text: { type: 'string' } },
      required: ['status', 'text'],
      additionalProperties: false,
    },
  }),
  effects: () => ['network'],
  pauses: false,
  activity: {
    queue: 'omniroute-integration',
    idempotency: () => 'native',
    connectionTypes: 'any',
    recommended: {
      retry_policy: { initial_interval: 'PT1S', maximum_attempts: 5, non_retryable_errors: ['http.4xx', 'auth'] },
    },
  },
  size: { width: 220, height: 64 },
});
