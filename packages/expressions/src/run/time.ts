import { fail } from './eval-error.ts';
import { Duration, Timestamp } from './values.ts';

const NANOS = 1_000_000_000;
/** 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z: what RFC 3339 can write. */
const EARLIEST = -62_135_596_800;
const LATEST = 253_402_300_799;
/** About 292 years: what 64 bits of nanoseconds hold, as in CEL's other implementations. */
const LONGEST = 9_223_372_036;

/** Seconds and nanoseconds brought into form; outside the calendar is an error. */
export function timestampOf(seconds: number, nanos: number): Timestamp {
  const carry = Math.floor(nanos / NANOS);
  const whole = seconds + carry;
  if (whole < EARLIEST || whole > LATEST) fail('This point in time is outside the years 1 to 9999.');
  return new Timestamp(whole, nanos - carry * NANOS);
}

/** A duration with both parts of one sign. */
export function durationOf(seconds: number, nanos: number): Duration {
  let whole = seconds + Math.trunc(nanos / NANOS);
  let rest = nanos % NANOS;
  if (whole > 0 && rest < 0) {
    whole -= 1;
    rest += NANOS;
  } else if (whole < 0 && rest > 0) {
    whole += 1;
    rest -= NANOS;
  }
  if (Math.abs(whole) > LONGEST) fail('This duration is longer than the calendar.');
  return new Duration(whole === 0 ? 0 : whole, rest === 0 ? 0 : rest);
}

export function timestampFromMs(ms: number): Timestamp {
  const seconds = Math.floor(ms / 1000);
  return timestampOf(seconds, Math.round((ms - seconds * 1000) * 1_000_000));
}

export function timestampToMs(value: Timestamp): number {
  return value.seconds * 1000 + Math.floor(value.nanos / 1_000_000);
}

export function durationToMs(value: Duration): number {
  return value.seconds * 1000 + value.nanos / 1_000_000;
}

/** RFC 3339 in UTC with as many digits of a second as there are. */
export function timestampText(value: Timestamp): string {
  const base = new Date(value.seconds * 1000).toISOString().slice(0, 19);
  return `${base}${fraction(value.nanos)}Z`;
}

/** CEL's form of a duration: `1.5s`. */
export function durationText(value: Duration): string {
  const sign = value.seconds < 0 || value.nanos < 0 ? '-' : '';
  return `${sign}${Math.abs(value.seconds)}${fraction(Math.abs(value.nanos))}s`;
}

function fraction(nanos: number): string {
  if (nanos === 0) return '';
  let digits = String(nanos).padStart(9, '0');
  while (digits.endsWith('0')) digits = digits.slice(0, -1);
  return `.${digits}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['ns', 1],
  ['us', 1000],
  ['µs', 1000],
  ['ms', 1_000_000],
  ['s', NANOS],
  ['m', 60 * NANOS],
  ['h', 3600 * NANOS],
];

/** Reads CEL's durations (`1h30m`, `-1.5s`) and ISO 8601's (`PT1H30M`). */
export function readDuration(text: string, iso: (text: string) => number | null): Duration {
  const milliseconds = text.startsWith('P') || text.startsWith('-P') ? iso(text) : null;
  if (milliseconds !== null) return durationOf(Math.trunc(milliseconds / 1000), (milliseconds % 1000) * 1_000_000);
  const negative = text.startsWith('-');
  let at = negative || text.startsWith('+') ? 1 : 0;
  if (text.slice(at) === '0') return new Duration(0, 0);
  let seconds = 0;
  let nanos = 0;
  if (at === text.length) fail(`"${text}" is not a duration.`);
  while (at < text.length) {
    let end = at;
    while (
      end < text.length &&
      ((text[end] as string) === '.' || ((text[end] as string) >= '0' && (text[end] as string) <= '9'))
    )
      end += 1;
    const amount = Number(text.slice(at, end));
    const unit = UNITS.filter(([name]) => text.startsWith(name, end)).sort((a, b) => b[0].length - a[0].length)[0];
    if (end === at || Number.isNaN(amount) || unit === undefined) return fail(`"${text}" is not a duration.`);
    const total = amount * unit[1];
    seconds += Math.trunc(total / NANOS);
    nanos += Math.round(total % NANOS);
    at = end + unit[0].length;
  }
  return durationOf(negative ? -seconds : seconds, negative ? -nanos : nanos);
}

/** Reads an RFC 3339 instant with up to nine digits of a second; `millis` reads it to the millisecond. */
export function readTimestamp(text: string, millis: (text: string) => number | null): Timestamp {
  const ms = millis(text);
  if (ms === null) return fail(`"${text}" is not a point in time like 2026-01-05T09:00:00Z.`);
  const point = text.indexOf('.');
  let end = point + 1;
  while (point >= 0 && (text[end] ?? '') >= '0' && (text[end] ?? '') <= '9') end += 1;
  const nanos =
    point < 0
      ? 0
      : Number(
          text
            .slice(point + 1, end)
            .padEnd(9, '0')
            .slice(0, 9),
        );
  return timestampOf(Math.floor(ms / 1000), nanos);
}
