import { defineKind } from '@omniroute/kind-sdk';
import Type from 'typebox';

const text = Type.String({ 'x-ui': { role: 'template' } });

export const httpRequest = defineKind({
  type: 'http_request',
  version: 1,
  title: 'HTTP request',
  category: 'integration',
  icon: 'globe',
  role: 'step',
  config: Type.Object(
    {
      connection: Type.Optional(Type.String({ 'x-literal': true, 'x-ref': 'connection' })),
      method: Type.Enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']),
      url: Type.String({ minLength: 1, 'x-ui': { role: 'template' } }),
      query: Type.Optional(Type.Record(Type.String(), text)),
      headers: Type.Optional(Type.Record(Type.String(), text)),
      body: Type.Optional(Type.Unknown()),
      body_type: Type.Optional(Type.Enum(['json', 'form', 'raw', 'multipart'])),
      success: Type.Optional(
        Type.Array(
          Type.Union([
            Type.Integer({ minimum: 100, maximum: 599 }),
            Type.String({ pattern: '^[1-5]xx$', 'x-literal': true }),
          ]),
          { minItems: 1 },
        ),
      ),
      pages: Type.Optional(Type.Unknown()),
      output_schema: Type.Optional(Type.Unsafe<unknown>({ 'x-schema': true })),
    },
    { additionalProperties: false },
  ),
  defaults: { method: 'GET' },
  help: 'Calls an HTTP service and waits for the answer. A path is taken under the connection; a full address must be public.',
  ports: () => [
    { id: 'out', role: 'out' },
    { id: 'error', role: 'error' },
  ],
  output: (config) => ({
    schema: {
      type: 'object',
      required: ['status', 'headers', 'body'],
      additionalProperties: false,
      properties: {
        status: { type: 'integer' },
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        body: (config.output_schema ?? {}) as never,
      },
    },
  }),
  effects: () => ['network'],
  pauses: false,
  activity: {
    queue: 'omniroute-integration',
    // See idempotency.decision.md beside this file.
    idempotency: (config) =>
      ['GET', 'HEAD', 'PUT', 'DELETE'].includes(String(config.method))
        ? 'native'
        : config.connection === undefined
          ? 'none'
          : 'key',
    connectionTypes: 'any',
    recommended: {
      retry_policy: {
        initial_interval: 'PT1S',
        backoff_coefficient: 2,
        maximum_interval: 'PT1M',
        maximum_attempts: 5,
        non_retryable_errors: ['http.4xx', 'auth'],
      },
    },
  },
  size: { width: 220, height: 64 },
});
