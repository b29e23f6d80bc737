import { expressionError } from './expression-error.ts';

const DURATION =
  /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const UNITS = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds of an ISO 8601 duration, or of seconds like `7200s`; null if it is neither. */
export function durationOf(text: string): number | null {
  if (/^-?\d+(\.\d+)?s$/.test(text)) return Math.round(Number(text.slice(0, -1)) * 1000);
  const parts = DURATION.exec(text.replace(/^-/, ''))?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined)) return null;
  const total = parts.reduce((sum, part, at) => sum + Number(part ?? 0) * (UNITS[at] ?? 0), 0);
  return Math.round(text.startsWith('-') ? -total : total);
}

/** When something is due: a duration from now, or an instant. Milliseconds. */
export function dueAt(text: string, from: number): number {
  const duration = durationOf(text);
  if (duration !== null) return from + duration;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw expressionError(`"${text}" is neither a duration nor a point in time.`);
  return instant;
}

/** A point in time as the service writes it: without a fraction where there is none. */
export function instantText(at: Date | number): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}
