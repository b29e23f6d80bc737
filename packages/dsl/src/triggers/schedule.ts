import { parseDuration } from '@omniroute/primitives';
import * as Type from 'typebox';
import { AnyValue, closedWithOne, LiteralDurationField } from '../document/parts.ts';
import { parseCron } from './cron.ts';
import type { Timing } from './next-tick.ts';
import type { TriggerDefinition, TriggerFinding } from './trigger.ts';

/** What happens when a time comes and a run of the trigger is still open; the first is the default. */
export const OVERLAPS = ['skip', 'buffer_one', 'buffer_all', 'cancel_other', 'allow_all'] as const;
export type Overlap = (typeof OVERLAPS)[number];

/** How long a time that was missed is made up for, where the service says nothing. */
export const CATCH_UP = 'PT10M';
const ZONE = 'UTC';
const SHORTEST_MS = 1_000;

export const ScheduleConfig = Type.Object(
  {
    cron: Type.Optional(Type.String({ 'x-literal': true })),
    every: Type.Optional(LiteralDurationField),
    timezone: Type.Optional(Type.String({ 'x-literal': true })),
    overlap: Type.Optional(Type.Enum([...OVERLAPS], { 'x-literal': true })),
    catch_up: Type.Optional(LiteralDurationField),
    dedupe_key: Type.Optional(AnyValue),
  },
  closedWithOne('cron', 'every'),
);
export type ScheduleConfig = Type.Static<typeof ScheduleConfig>;

const data = {
  type: 'object',
  required: ['scheduled_at'],
  properties: { scheduled_at: { type: 'string', format: 'date-time' } },
  additionalProperties: false,
};

export const schedule = {
  type: 'schedule',
  title: 'Schedule',
  help: 'Time starts it.',
  config: ScheduleConfig,
  event: { type: 'object', required: ['data'], additionalProperties: false, properties: { data } },
  defaults: { overlap: 'skip', catch_up: CATCH_UP, timezone: ZONE },
  check: (config) => checkSchedule(config as ScheduleConfig),
  zone: ({ timezone }) => (typeof timezone === 'string' ? { pointer: '/timezone', name: timezone } : null),
} as const satisfies TriggerDefinition;

function checkSchedule({ cron, every }: ScheduleConfig): TriggerFinding[] {
  const findings: TriggerFinding[] = [];
  const read = cron === undefined ? null : parseCron(cron);
  if (read?.ok === false) findings.push({ code: 'OR6013', pointer: '/cron', facts: { problem: read.error } });
  if (every !== undefined && milliseconds(every) < SHORTEST_MS)
    findings.push({
      code: 'OR1008',
      pointer: '/every',
      expected: 'at least PT1S',
      got: every,
      facts: { where: '"every"' },
    });
  return findings;
}

/** When a checked schedule is due, what happens when runs overlap, and how long missed times are made up for. */
export function readSchedule(config: ScheduleConfig): {
  readonly timing: Timing;
  readonly overlap: Overlap;
  readonly catchUpMs: number;
} {
  const { cron, every, timezone = ZONE, overlap = 'skip', catch_up = CATCH_UP } = config;
  const timing = cron === undefined ? { every_ms: milliseconds(every ?? '') } : { cron, timezone };
  return { timing, overlap, catchUpMs: Math.max(0, milliseconds(catch_up)) };
}

function milliseconds(text: string): number {
  const read = parseDuration(text);
  return read.ok ? read.value : 0;
}
