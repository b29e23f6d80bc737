import { err, ok, type Result } from '@omniroute/errors';

const DAY = 86_400_000;
const UNITS: Readonly<Record<string, number>> = { W: 7 * DAY, D: DAY, H: 3_600_000, M: 60_000, S: 1000 };
const DURATION =
  /^(-?)P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * An ISO 8601 duration in milliseconds: weeks, days, hours, minutes and seconds, each with an optional fraction, and a
 * sign. Years and months are refused: they have no fixed length.
 */
export function parseDuration(text: string): Result<number, string> {
  const match = DURATION.exec(text);
  if (match === null || match.slice(2).every((part) => part === undefined)) {
    return err(`"${text}" is not a duration like PT30S, PT2H or P7D`);
  }
  const [, sign, ...parts] = match;
  const total = ['W', 'D', 'H', 'M', 'S'].reduce(
    (sum, unit, index) => sum + Number(parts[index] ?? 0) * (UNITS[unit] as number),
    0,
  );
  return ok(Math.round(sign === '-' ? -total : total));
}

/** Milliseconds as an ISO 8601 duration: `PT2H`, `P1DT30M`, `PT0.25S`; zero is `PT0S`. */
export function formatDuration(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  let rest = Math.abs(Math.round(milliseconds));
  const take = (unit: number): number => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return count;
  };
  const days = take(DAY);
  const hours = take(3_600_000);
  const minutes = take(60_000);
  const seconds = rest / 1000;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
  if (days === 0 && time === '') return 'PT0S';
  return `${sign}P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
