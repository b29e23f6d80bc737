import * as Type from 'typebox';
import { AnyValue, CLOSED } from '../document/parts.ts';
import { Signature } from './signature.ts';
import type { TriggerDefinition, TriggerFinding } from './trigger.ts';

export const WebhookConfig = Type.Object(
  {
    path: Type.String({ pattern: '^[a-z0-9][a-z0-9/_-]{0,200}$', 'x-literal': true }),
    method: Type.Optional(Type.Enum(['POST', 'PUT', 'GET'], { 'x-literal': true })),
    signature: Type.Optional(Signature),
    response: Type.Optional(Type.Enum(['accepted', 'result'], { 'x-literal': true })),
    dedupe_key: Type.Optional(AnyValue),
  },
  CLOSED,
);
export type WebhookConfig = Type.Static<typeof WebhookConfig>;

const text = { type: 'object', additionalProperties: { type: 'string' } };

export const webhook = {
  type: 'webhook',
  title: 'Webhook',
  help: 'Another system calls an address.',
  config: WebhookConfig,
  event: {
    type: 'object',
    required: ['data', 'headers', 'query'],
    additionalProperties: false,
    properties: { data: { description: 'What was received.' }, headers: text, query: text },
  },
  defaults: { method: 'POST', response: 'accepted' },
  check: (config) => checkWebhook(config as WebhookConfig),
  address: (config) => `${config.method ?? 'POST'} ${config.path}`,
} as const satisfies TriggerDefinition;

/** A body is what most schemes sign; without one there is nothing to sign. */
function checkWebhook({ method, signature }: WebhookConfig): TriggerFinding[] {
  if (signature === undefined || method !== 'GET' || signature.scheme === 'flutterwave') return [];
  const problem = 'A call by GET has no body, so no signature can be made over it; use POST or PUT';
  return [{ code: 'OR6012', pointer: '/method', facts: { problem } }];
}
