import { parseInstant } from '@omniroute/primitives';
import type { Meter } from '../run/meter.ts';
import { durationFrom, instantOf } from '../run/read-time.ts';
import { timestampFromMs } from '../run/time.ts';
import { offsetAt } from '../run/time-zone.ts';
import { type Duration, Timestamp, type Value } from '../run/values.ts';
import { BOOL, DURATION, INT, TIMESTAMP } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';

/** A point in time from a value: itself, RFC 3339 text, a date, or seconds since the epoch. */
function toTimestamp(value: Timestamp | string | number): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'number') return timestampFromMs(value * 1000);
  return instantOf(value);
}

const PARTS: readonly (readonly [string, string, (date: Date) => number])[] = [
  ['getFullYear', 'The year.', (date) => date.getUTCFullYear()],
  ['getMonth', 'The month, January is 0.', (date) => date.getUTCMonth()],
  ['getDate', 'The day of the month, from 1.', (date) => date.getUTCDate()],
  ['getDayOfMonth', 'The day of the month, from 0.', (date) => date.getUTCDate() - 1],
  ['getDayOfWeek', 'The day of the week, Sunday is 0.', (date) => date.getUTCDay()],
  ['getDayOfYear', 'The day of the year, from 0.', dayOfYear],
  ['getHours', 'The hour.', (date) => date.getUTCHours()],
  ['getMinutes', 'The minute.', (date) => date.getUTCMinutes()],
  ['getSeconds', 'The second.', (date) => date.getUTCSeconds()],
];

/** Functions of time. Zones are names of the IANA database, shipped with the product, or offsets. */
export const instants: readonly FunctionDefinition[] = [
  global('now', [], TIMESTAMP, 'The logical time of this step: the same within it, and on every replay.', (_, meter) =>
    timestampFromMs(meter.scope.now),
  ),
  ...(['timestamp', 'string', 'number'] as const).map((kind) =>
    global(
      'timestamp',
      [kind],
      TIMESTAMP,
      'A point in time from text (RFC 3339, or a date) or seconds since 1970.',
      ([x]) => toTimestamp(x as Timestamp | string | number),
    ),
  ),
  global('duration', ['duration'], DURATION, 'The duration itself.', ([x]) => x as Duration),
  global('duration', ['string'], DURATION, 'A duration from text: 1h30m, PT1H30M.', ([x], meter) => {
    meter.pay((x as string).length);
    return durationFrom(x as string);
  }),
  global(
    'is_timestamp',
    ['any'],
    BOOL,
    'Whether a value is text that is a point in time.',
    ([x]) => typeof x === 'string' && parseInstant(x).ok,
  ),
  ...PARTS.flatMap(([name, doc, part]) => [
    member(name, ['timestamp'], INT, `${doc} In UTC.`, ([at]) => part(dateOf(at as Timestamp, 0))),
    member(name, ['timestamp', 'string'], INT, `${doc} In a zone like Africa/Lagos or +01:00.`, ([at, zone], meter) =>
      part(localDate(at as Timestamp, zone, meter)),
    ),
  ]),
  member('getMilliseconds', ['timestamp'], INT, 'The milliseconds of the second.', ([at]) =>
    milliseconds(at as Timestamp),
  ),
  member('getMilliseconds', ['timestamp', 'string'], INT, 'The milliseconds of the second.', ([at]) =>
    milliseconds(at as Timestamp),
  ),
  member('getHours', ['duration'], INT, 'Whole hours of a duration.', ([d]) => whole((d as Duration).seconds / 3600)),
  member('getMinutes', ['duration'], INT, 'Whole minutes of a duration.', ([d]) => whole((d as Duration).seconds / 60)),
  member('getSeconds', ['duration'], INT, 'Whole seconds of a duration.', ([d]) => (d as Duration).seconds),
  member('getMilliseconds', ['duration'], INT, 'The milliseconds of the second of a duration.', ([d]) =>
    whole((d as Duration).nanos / 1_000_000),
  ),
];

function dateOf(at: Timestamp, offset: number): Date {
  return new Date((at.seconds + offset) * 1000);
}

function localDate(at: Timestamp, zone: Value | undefined, meter: Meter): Date {
  meter.pay(8);
  return dateOf(at, offsetAt(zone as string, at.seconds, meter));
}

function dayOfYear(date: Date): number {
  const first = new Date(date.getTime());
  first.setUTCMonth(0, 1);
  return Math.round((date.getTime() - first.getTime()) / 86_400_000);
}

function milliseconds(at: Timestamp): number {
  return Math.floor(at.nanos / 1_000_000);
}

function whole(value: number): number {
  const cut = Math.trunc(value);
  return cut === 0 ? 0 : cut;
}
