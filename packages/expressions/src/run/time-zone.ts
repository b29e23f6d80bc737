import { library } from '../libraries/libraries.ts';
import { fail } from './eval-error.ts';
import type { Meter } from './meter.ts';

/** A zone's offsets from UTC in seconds since 1970; earlier instants have the offset that held then. */
export interface TimeZone {
  readonly first: number;
  readonly times: readonly number[];
  readonly offsets: readonly number[];
  /** For times after the last: standard and summer offset, then month, week, day, second of both changes; or empty. */
  readonly rule: readonly number[];
}

const DAY = 86_400;

/** Seconds that local time is ahead of UTC at an instant; the zone is a name (`Africa/Lagos`) or an offset (`+01:00`). */
export function offsetAt(zone: string, seconds: number, meter: Meter): number {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  const known = meter.zones.get(zone) ?? library(meter.libraries, 'zones').find(zone);
  if (known === null)
    return fail(`There is no time zone "${zone}"; write a name like Africa/Lagos or an offset like +01:00.`);
  meter.zones.set(zone, known);
  return at(known, seconds);
}

/** Seconds that local time in a zone is ahead of UTC at an instant. */
export function offsetIn(zone: TimeZone, seconds: number): number {
  return at(zone, seconds);
}

/** `+01:00`, `-02:30`, `02:00`; `null` if the text is no offset. */
export function fixedOffset(zone: string): number | null {
  const signed = zone.startsWith('+') || zone.startsWith('-');
  const text = signed ? zone.slice(1) : zone;
  const digits = [0, 1, 3, 4].every((index) => (text[index] ?? '') >= '0' && (text[index] ?? '') <= '9');
  if (text.length !== 5 || text[2] !== ':' || !digits) return null;
  const minutes = Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return (zone.startsWith('-') ? -minutes : minutes) * 60;
}

function at(zone: TimeZone, seconds: number): number {
  const { times, offsets, rule } = zone;
  const last = times.at(-1);
  if (rule.length > 0 && (last === undefined || seconds >= last)) return byRule(rule, seconds);
  const after = times.findIndex((time) => time > seconds);
  const index = (after < 0 ? times.length : after) - 1;
  return index < 0 ? zone.first : (offsets[index] as number);
}

function byRule(rule: readonly number[], seconds: number): number {
  const [standard, summer] = rule as [number, number];
  const year = new Date((seconds + standard) * 1000).getUTCFullYear();
  const begins = changeIn(year, rule.slice(2, 6)) - standard;
  const ends = changeIn(year, rule.slice(6)) - summer;
  // South of the equator summer goes over the turn of the year.
  const isSummer = begins < ends ? seconds >= begins && seconds < ends : seconds >= begins || seconds < ends;
  return isSummer ? summer : standard;
}

/** Local seconds of a change: the n-th given day of the week of a month (5: the last), and seconds into that day. */
function changeIn(year: number, change: readonly number[]): number {
  const [month, week, weekday, second] = change as [number, number, number, number];
  const start = daysTo(year, month);
  const first = (weekday - ((((start + 4) % 7) + 7) % 7) + 7) % 7;
  const day = first + (week - 1) * 7;
  return (start + (day < daysTo(year, month + 1) - start ? day : day - 7)) * DAY + second;
}

/** Days from 1970 to the first of a month (1 to 13). */
function daysTo(year: number, month: number): number {
  const date = new Date(Date.UTC(2000, month - 1, 1));
  date.setUTCFullYear(month > 12 ? year + 1 : year);
  return date.getTime() / 1000 / DAY;
}
