import { findTimeZone, offsetIn, type TimeZone } from '@omniroute/expressions';
import { type Cron, parseCron } from './cron.ts';

/** When a schedule is due: by a cron expression in a time zone, or every so often, counted from 1970 in UTC. */
export type Timing = { readonly cron: string; readonly timezone: string } | { readonly every_ms: number };

const MINUTE = 60;
const DAY = 86_400;
/** The calendar repeats its leap days at least this often (2096 to 2104). */
const MOST_DAYS = 8 * 366 + 1;
const EVERY_HOUR = 24;

/**
 * The first instant after another at which a schedule is due, in milliseconds; `null` if there is none. Pure.
 *
 * What happens at set hours follows the clock on the wall, once each: a time that the clock skips comes as much later as
 * the clock was put forward, one that it shows twice comes the first time. What happens in every hour follows the time
 * that passes: the hour that comes twice has its runs twice, and none is missing where an hour is skipped.
 */
export function nextTick(timing: Timing, after: number): number | null {
  if ('every_ms' in timing) return (Math.floor(after / timing.every_ms) + 1) * timing.every_ms;
  const cron = parseCron(timing.cron);
  const zone = findTimeZone(timing.timezone);
  if (!cron.ok || zone === null) return null;
  const seconds = Math.floor(after / 1000);
  const next =
    cron.value.hours.length === EVERY_HOUR
      ? nextByTime(cron.value, zone, seconds)
      : nextByClock(cron.value, zone, seconds);
  return next === null ? null : next * 1000;
}

function nextByClock(cron: Cron, zone: TimeZone, after: number): number | null {
  const today = dayOf(after + offsetIn(zone, after));
  let found: number | null = null;
  for (let day = today - 1; day <= today + MOST_DAYS; day += 1) {
    if (!isDue(cron, day)) continue;
    const times = cron.hours.flatMap((hour) =>
      cron.minutes.map((minute) => instantOf(zone, day * DAY + hour * 3600 + minute * MINUTE)),
    );
    const next = times.filter((time) => time > after).sort((a, b) => a - b)[0];
    if (found !== null) return next === undefined ? found : Math.min(found, next);
    // A time moved over midnight may come after one of the next day.
    if (next !== undefined) found = next;
  }
  return found;
}

function nextByTime(cron: Cron, zone: TimeZone, after: number): number | null {
  const end = after + MOST_DAYS * DAY;
  let time = (Math.floor(after / MINUTE) + 1) * MINUTE;
  while (time <= end) {
    const local = time + offsetIn(zone, time);
    if (!isDue(cron, dayOf(local))) time = Math.max(time + MINUTE, instantOf(zone, (dayOf(local) + 1) * DAY));
    else if (cron.minutes.includes(Math.floor((((local % DAY) + DAY) % DAY) / MINUTE) % 60)) return time;
    else time += MINUTE;
  }
  return null;
}

/** The instant at which a clock on the wall shows a time: the first of two, or as much later as the clock jumped over it. */
function instantOf(zone: TimeZone, local: number): number {
  const before = offsetIn(zone, local - DAY);
  const later = offsetIn(zone, local + DAY);
  const times = [before, later].filter((offset) => offsetIn(zone, local - offset) === offset);
  return times.length === 0 ? local - before : local - Math.max(...times);
}

function dayOf(local: number): number {
  return Math.floor(local / DAY);
}

function isDue(cron: Cron, day: number): boolean {
  const date = new Date(day * DAY * 1000);
  if (!cron.months.includes(date.getUTCMonth() + 1)) return false;
  const inMonth = cron.days.includes(date.getUTCDate());
  const inWeek = cron.weekdays.includes(date.getUTCDay());
  return cron.eitherDay ? inMonth || inWeek : inMonth && inWeek;
}
