import { parseDuration, parseInstant } from '@omniroute/primitives';
import { fail } from '../run/eval-error.ts';
import { durationToMs, readDuration, readTimestamp, timestampFromMs } from '../run/time.ts';
import { Duration, Timestamp, type Value } from '../run/values.ts';
import { BOOL, DURATION, INT, TIMESTAMP } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';

const iso = (text: string): number | null => {
  const read = parseDuration(text);
  return read.ok ? read.value : null;
};
const rfc3339 = (text: string): number | null => {
  const read = parseInstant(text);
  return read.ok ? read.value : null;
};

/** A point in time from a value: itself, RFC 3339 text, a date, or seconds since the epoch. */
export function toTimestamp(value: Value): Timestamp {
  if (value instanceof Timestamp) return value;
  if (typeof value === 'number') return timestampFromMs(value * 1000);
  if (typeof value === 'string') return readTimestamp(value.length === 10 ? `${value}T00:00:00Z` : value, rfc3339);
  return fail('This is not a point in time.');
}

/** A duration from a value: itself, or text in CEL's or ISO 8601's form. */
export function toDuration(value: Value): Duration {
  if (value instanceof Duration) return value;
  if (typeof value === 'string') return readDuration(value, iso);
  return fail('This is not a duration.');
}

const PARTS: readonly (readonly [string, string, (date: Date) => number])[] = [
  ['getFullYear', 'The year.', (date) => date.getUTCFullYear()],
  ['getMonth', 'The month, January is 0.', (date) => date.getUTCMonth()],
  ['getDate', 'The day of the month, from 1.', (date) => date.getUTCDate()],
  ['getDayOfMonth', 'The day of the month, from 0.', (date) => date.getUTCDate() - 1],
  ['getDayOfWeek', 'The day of the week, Sunday is 0.', (date) => date.getUTCDay()],
  ['getDayOfYear', 'The day of the year, from 0.', (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)],
  ['getHours', 'The hour.', (date) => date.getUTCHours()],
  ['getMinutes', 'The minute.', (date) => date.getUTCMinutes()],
  ['getSeconds', 'The second.', (date) => date.getUTCSeconds()],
];

/** Functions of time. Zones are UTC and fixed offsets; a named zone is an error that says so. */
export const instants: readonly FunctionDefinition[] = [
  global('now', [], TIMESTAMP, 'The logical time of this step: the same within it, and on every replay.', (_, meter) => timestampFromMs(meter.scope.now)),
  global('timestamp', ['any'], TIMESTAMP, 'A point in time from text (RFC 3339) or seconds since 1970.', ([x]) => toTimestamp(x as Value)),
  global('duration', ['any'], DURATION, 'A duration from text: 1h30m, PT1H30M.', ([x]) => toDuration(x as Value)),
  global('is_timestamp', ['any'], BOOL, 'Whether a text is a point in time.', ([x]) => typeof x === 'string' && rfc3339(x) !== null),
  ...PARTS.flatMap(([name, doc, part]) => [
    member(name, ['timestamp'], INT, `${doc} In UTC.`, ([at]) => part(new Date((at as Timestamp).seconds * 1000))),
    member(name, ['timestamp', 'string'], INT, `${doc} In a zone like +01:00.`, ([at, zone]) => part(new Date(((at as Timestamp).seconds + offset(zone as string)) * 1000))),
  ]),
  member('getMilliseconds', ['timestamp'], INT, 'The milliseconds of the second.', ([at]) => Math.floor((at as Timestamp).nanos / 1_000_000)),
  member('getMilliseconds', ['timestamp', 'string'], INT, 'The milliseconds of the second.', ([at]) => Math.floor((at as Timestamp).nanos / 1_000_000)),
  member('getHours', ['duration'], INT, 'Whole hours of a duration.', ([d]) => Math.trunc(durationToMs(d as Duration) / 3_600_000)),
  member('getMinutes', ['duration'], INT, 'Whole minutes of a duration.', ([d]) => Math.trunc(durationToMs(d as Duration) / 60_000)),
  member('getSeconds', ['duration'], INT, 'Whole seconds of a duration.', ([d]) => (d as Duration).seconds),
  member('getMilliseconds', ['duration'], INT, 'The milliseconds of the second of a duration.', ([d]) => Math.trunc((d as Duration).nanos / 1_000_000)),
];

/** Seconds that a zone is ahead of UTC. */
function offset(zone: string): number {
  if (zone === 'UTC' || zone === 'Z' || zone === 'Etc/UTC') return 0;
  const sign = zone[0] === '-' ? -1 : 1;
  const [hours, minutes] = (zone[0] === '+' || zone[0] === '-' ? zone.slice(1) : zone).split(':').map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours) || Number.isNaN(minutes)) {
    return fail(`The time zone "${zone}" is not known here; write an offset like +01:00.`);
  }
  return sign * (hours * 3600 + minutes * 60);
}
