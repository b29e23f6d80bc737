import { err, ok, type Result } from '@omniroute/errors';

/** When a cron expression of five fields is due, as sorted sets. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: readonly number[];
  readonly months: readonly number[];
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Both days of the month and of the week are restricted: then either is enough, as in every cron. */
  readonly eitherDay: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of values, the first that of `least`. */
  readonly names: readonly string[];
}

const FIELDS = {
  minute: { name: 'minute', least: 0, most: 59, names: [] },
  hour: { name: 'hour', least: 0, most: 23, names: [] },
  day: { name: 'day of the month', least: 1, most: 31, names: [] },
  month: { name: 'month', least: 1, most: 12, names: MONTHS },
  weekday: { name: 'day of the week', least: 0, most: 7, names: WEEKDAYS },
} as const satisfies Record<string, Field>;

/**
 * Reads a cron expression: minute, hour, day of the month, month, day of the week; each `*`, a number or a name, a range,
 * a list, with a step after `/`. The error says what is wrong in words. An expression that can never be due is one.
 */
export function parseCron(text: string): Result<Cron, string> {
  const parts = text.split(' ').filter((part) => part !== '');
  if (parts.length !== 5)
    return err(`it has ${parts.length} fields and needs five: minute, hour, day of the month, month, day of the week`);
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts;
  const minutes = parseField(minute, FIELDS.minute);
  if (!minutes.ok) return minutes;
  const hours = parseField(hour, FIELDS.hour);
  if (!hours.ok) return hours;
  const days = parseField(day, FIELDS.day);
  if (!days.ok) return days;
  const months = parseField(month, FIELDS.month);
  if (!months.ok) return months;
  const written = parseField(weekday, FIELDS.weekday);
  if (!written.ok) return written;
  const anyDay = day.startsWith('*');
  const anyWeekday = weekday.startsWith('*');
  const possible = months.value.some((each) => (days.value[0] ?? 1) <= (LONGEST[each - 1] as number));
  if (!possible && anyWeekday) return err('it names a day that none of its months has');
  return ok({
    minutes: minutes.value,
    hours: hours.value,
    days: days.value,
    months: months.value,
    weekdays: sorted(written.value.map((each) => each % 7)),
    eitherDay: !anyDay && !anyWeekday,
  });
}

function parseField(text: string, field: Field): Result<number[], string> {
  const values: number[] = [];
  for (const part of text.toLowerCase().split(',')) {
    const [range = '', step, ...more] = part.split('/');
    if (more.length > 0) return err(`"${part}" is no ${field.name}`);
    const ends = parseRange(range, field);
    if (!ends.ok) return ends;
    const by = step === undefined ? 1 : wholeNumber(step);
    if (by === null || by < 1) return err(`"${step}" is no step`);
    if (step !== undefined && range !== '*' && !range.includes('-'))
      return err(`a step needs a range: write "${range}-${field.most}/${step}"`);
    for (let value = ends.value[0]; value <= ends.value[1]; value += by) values.push(value);
  }
  return ok(sorted(values));
}

function parseRange(text: string, field: Field): Result<readonly [number, number], string> {
  if (text === '*') return ok([field.least, field.names === WEEKDAYS ? 6 : field.most]);
  const [from = '', to, ...more] = text.split('-');
  const first = numberOf(from, field);
  const last = to === undefined ? first : numberOf(to, field);
  if (first === null || last === null || more.length > 0)
    return err(`"${text}" is no ${field.name} from ${field.least} to ${field.most}`);
  return first > last ? err(`"${text}" ends before it begins`) : ok([first, last]);
}

function numberOf(text: string, { least, most, names }: Field): number | null {
  const named = names.indexOf(text);
  const value = named < 0 ? wholeNumber(text) : named + least;
  return value === null || value < least || value > most ? null : value;
}

function wholeNumber(text: string): number | null {
  const digits = text !== '' && text.length <= 4 && [...text].every((c) => c >= '0' && c <= '9');
  return digits ? Number(text) : null;
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
