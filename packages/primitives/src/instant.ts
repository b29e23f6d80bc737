import { err, ok, type Result } from '@omniroute/errors';

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;

/** An RFC 3339 instant in milliseconds since the epoch; fractions beyond milliseconds are cut. */
export function parseInstant(text: string): Result<number, string> {
  const wrong = err(`"${text}" is not an instant like 2026-01-05T09:00:00Z`);
  const match = INSTANT.exec(text);
  if (match === null) return wrong;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59)
    return wrong;
  const fraction = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const zone = match[8] as string;
  const offset =
    zone.length === 1
      ? 0
      : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const utc = Date.UTC(2000, month - 1, day, hour, minute, second, fraction);
  // Date.UTC reads years below 100 as 19xx; the year is set apart.
  const date = new Date(utc);
  date.setUTCFullYear(year, month - 1, day);
  return ok(date.getTime() - offset * 60_000);
}

/** Milliseconds since the epoch as an RFC 3339 instant in UTC; milliseconds are written only when there are any. */
export function formatInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
