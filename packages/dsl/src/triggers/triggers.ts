import Type, { type TSchema } from 'typebox';
import { AnyValue, CLOSED, closedWithOne, LiteralDurationField, MESSAGE_EVENT_PATTERN } from '../document/parts.ts';

/** A way to start runs: one of a closed set. `event` is the schema of what expressions read as `event`. */
export interface TriggerDefinition {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly config: TSchema;
  readonly event: { readonly [keyword: string]: unknown };
  readonly defaults: Readonly<Record<string, unknown>>;
}

const literal = { 'x-literal': true } as const;
const Dedupe = Type.Optional(AnyValue);
const data = { description: 'What was received.' };

/** The four triggers of LANGUAGE.md section 3. */
export const triggers = {
  manual: {
    type: 'manual',
    title: 'By hand',
    help: 'A person starts it, from the page or the command line.',
    config: Type.Object({ dedupe_key: Dedupe }, CLOSED),
    event: { type: 'object', required: ['data'], properties: { data }, additionalProperties: false },
    defaults: {},
  },
  webhook: {
    type: 'webhook',
    title: 'Webhook',
    help: 'Another system calls an address.',
    config: Type.Object(
      {
        path: Type.String({ pattern: '^[a-z0-9][a-z0-9/_-]{0,200}$', 'x-literal': true }),
        method: Type.Optional(Type.Enum(['POST', 'PUT', 'GET'], literal)),
        signature: Type.Optional(AnyValue),
        response: Type.Optional(Type.Enum(['accepted', 'result'], literal)),
        dedupe_key: Dedupe,
      },
      CLOSED,
    ),
    event: {
      type: 'object',
      required: ['data', 'headers', 'query'],
      additionalProperties: false,
      properties: {
        data,
        headers: { type: 'object', additionalProperties: { type: 'string' } },
        query: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
    defaults: { method: 'POST', response: 'accepted' },
  },
  schedule: {
    type: 'schedule',
    title: 'Schedule',
    help: 'Time starts it.',
    config: Type.Object(
      {
        cron: Type.Optional(Type.String({ 'x-literal': true })),
        every: Type.Optional(LiteralDurationField),
        timezone: Type.Optional(Type.String({ 'x-literal': true })),
        overlap: Type.Optional(Type.Enum(['skip', 'buffer_one', 'buffer_all', 'cancel_other', 'allow_all'], literal)),
        catch_up: Type.Optional(LiteralDurationField),
        dedupe_key: Dedupe,
      },
      closedWithOne('cron', 'every'),
    ),
    event: {
      type: 'object',
      required: ['data'],
      additionalProperties: false,
      properties: {
        data: {
          type: 'object',
          required: ['scheduled_at'],
          properties: { scheduled_at: { type: 'string', format: 'date-time' } },
          additionalProperties: false,
        },
      },
    },
    defaults: { overlap: 'skip', catch_up: 'PT10M', timezone: 'UTC' },
  },
  event: {
    type: 'event',
    title: 'Event',
    help: 'An event of the platform starts it.',
    config: Type.Object(
      {
        event: Type.String({ pattern: MESSAGE_EVENT_PATTERN, 'x-literal': true }),
        source: Type.Optional(Type.String({ 'x-literal': true })),
        dedupe_key: Dedupe,
      },
      CLOSED,
    ),
    event: {
      type: 'object',
      required: ['data', 'id', 'source', 'type'],
      additionalProperties: true,
      properties: {
        data,
        id: { type: 'string' },
        source: { type: 'string' },
        type: { type: 'string' },
        subject: { type: 'string' },
        time: { type: 'string', format: 'date-time' },
      },
    },
    defaults: {},
  },
} as const satisfies Readonly<Record<string, TriggerDefinition>>;

export type TriggerType = keyof typeof triggers;
