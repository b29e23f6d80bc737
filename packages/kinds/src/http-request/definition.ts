import { addressField, defineKind, schemaAt } from '@omniroute/kind-sdk';
import Type from 'typebox';

/** What an address or a header can hold: written out as text when the request is made. */
const plain = Type.Union([Type.String(), Type.Number(), Type.Boolean()], { 'x-ui': { role: 'template' } });
/** What is asked in an address can be read where addresses are. */
const asked = Type.Union([Type.String(), Type.Number(), Type.Boolean()], {
  'x-exposed': 'address',
  'x-ui': { role: 'template' },
});

/** A place in a page's body, as a JSON pointer. */
const pointer = Type.String({ pattern: '^/.+$', 'x-literal': true });
const most = Type.Integer({ minimum: 1, maximum: 1000, 'x-literal': true });

export const httpRequest = defineKind({
  type: 'http_request',
  version: 1,
  title: 'HTTP request',
  category: 'integration',
  icon: 'globe',
  role: 'step',
  config: Type.Object(
    {
      connection: Type.Optional(Type.String({ 'x-literal': true, 'x-ref': 'connection', 'x-ui': { order: 1 } })),
      method: Type.Enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'], { 'x-literal': true, 'x-ui': { order: 2 } }),
      url: addressField(3),
      query: Type.Optional(
        Type.Record(Type.String(), asked, { 'x-ui': { widget: 'pairs', group: 'request', order: 4 } }),
      ),
      headers: Type.Optional(
        Type.Record(Type.String(), plain, { 'x-ui': { widget: 'pairs', group: 'request', order: 5 } }),
      ),
      body: Type.Optional(
        Type.Unknown({ 'x-ui': { role: 'template', widget: 'mapping', group: 'request', order: 6 } }),
      ),
      body_type: Type.Optional(
        Type.Enum(['json', 'form', 'raw', 'multipart'], { 'x-literal': true, 'x-ui': { group: 'request', order: 7 } }),
      ),
      success: Type.Optional(
        Type.Array(
          Type.Union([
            Type.Integer({ minimum: 100, maximum: 599, 'x-literal': true }),
            Type.String({ pattern: '^[1-5]xx$', 'x-literal': true }),
          ]),
          { minItems: 1, 'x-literal': true, 'x-ui': { group: 'answer', order: 8 } },
        ),
      ),
      pages: Type.Optional(
        Type.Object(
          { items: pointer, cursor: pointer, query: Type.String({ minLength: 1, 'x-literal': true }), max: most },
          { additionalProperties: false, 'x-ui': { group: 'answer', order: 9 } },
        ),
      ),
      output_schema: Type.Optional(
        Type.Unsafe<unknown>({ 'x-schema': true, 'x-ui': { widget: 'schema', group: 'answer', order: 10 } }),
      ),
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
        body: schemaAt((config.output_schema ?? {}) as never, '/properties/body'),
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
