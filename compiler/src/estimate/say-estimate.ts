import { parseDuration } from '@omniroute/primitives';
import type { Estimate, Range } from './estimate.ts';

/** An estimate as a sentence for people. */
export function sayEstimate({ events, bytes, duration, calls, cost }: Estimate): string {
  const parts = [
    `${count(events)} history events`,
    size(bytes),
    span(duration),
    calls.most === 1 ? `${count(calls)} call` : `${count(calls)} calls`,
    ...(cost === undefined ? [] : [`${count(cost)} ${cost.currency}`]),
  ];
  return `A run takes ${parts.join(', ')}.`;
}

/** What nothing bounds, a line for each place. */
export function sayUnbounded(estimate: Estimate): readonly string[] {
  const { events, duration, attempts } = estimate;
  const found = new Map<string, string[]>();
  for (const [what, range] of [
    ['events', events],
    ['time', duration],
    ['attempts', attempts],
  ] as const) {
    if (range.unbounded === undefined) continue;
    const { node, because } = range.unbounded;
    const place = node === null ? because : `"${node}": ${because}`;
    found.set(place, [...(found.get(place) ?? []), what]);
  }
  return [...found].map(([place, what]) => `Nothing bounds ${what.join(' and ')}, because of ${place}.`);
}

function count({ least, most }: Range): string {
  if (most === null) return `${grouped(least)} or more`;
  return least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`;
}

/** What is usual, and beside it what large answers could make of it. */
function size({ least, usual, most }: Estimate['bytes']): string {
  const low = Math.max(1, Math.round(least / 1_000));
  const range = usual === null ? `${grouped(low)} kB or more` : `${grouped(low)} to ${kilobytes(usual)}`;
  return most === usual
    ? range
    : `${range} (${most === null ? 'without a limit' : `${kilobytes(most)}`} with large values)`;
}

function kilobytes(bytes: number): string {
  const [unit, each] = bytes < 10_000_000 ? (['kB', 1_000] as const) : (['MB', 1_000_000] as const);
  return `${grouped(Math.max(1, Math.round(bytes / each)))} ${unit}`;
}

function span({ least, most }: Range<string>): string {
  const [from, to] = [time(least), most === null ? 'any time' : time(most)];
  return from === to ? from : `${from} to ${to}`;
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

function time(text: string): string {
  const read = parseDuration(text);
  const ms = read.ok ? read.value : 0;
  if (ms === 0) return 'at once';
  const [name, length] = UNITS.find(([, each]) => ms >= each) ?? UNITS[3];
  const number = Math.round(ms / length);
  return `${number} ${name}${number === 1 ? '' : 's'}`;
}

function grouped(value: number): string {
  const text = String(value);
  const [whole = '', rest] = text.split('.');
  let out = '';
  for (let at = whole.length; at > 0; at -= 3)
    out = `${whole.slice(Math.max(0, at - 3), at)}${out === '' ? '' : ','}${out}`;
  return rest === undefined ? out : `${out}.${rest}`;
}
