import * as Type from 'typebox';
import { AnyValue, CLOSED, MESSAGE_EVENT_PATTERN } from '../document/parts.ts';
import { schedule } from './schedule.ts';
import type { TriggerDefinition } from './trigger.ts';
import { webhook } from './webhook.ts';

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
  webhook,
  schedule,
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
