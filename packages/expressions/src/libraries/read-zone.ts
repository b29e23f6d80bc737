import type { TimeZone } from '../run/time-zone.ts';

const UNIT = 30;

/** A zone by its name from the table that scripts/time-zones.ts writes, or `null`. */
export function readZone(table: string, name: string): TimeZone | null {
  const found = name === '' || name.includes(',') ? -1 : table.indexOf(`,${name},`);
  if (found < 0) return null;
  const [, offsetText = '', moves = '', rule = ''] = table.slice(found, table.indexOf('\n', found)).split(';');
  const known = offsetText.split(' ').map((units) => Number(units) * UNIT);
  const times: number[] = [];
  const offsets: number[] = [];
  for (const move of moves === '' ? [] : moves.split(' ')) {
    offsets.push(known[Number.parseInt(move[0] as string, 36)] as number);
    times.push((times.at(-1) ?? 0) + Number.parseInt(move.slice(1), 36) * UNIT);
  }
  return { first: known[0] as number, times, offsets, rule: rule === '' ? [] : rule.split(' ').map(Number) };
}
