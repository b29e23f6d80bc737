/**
 * Writes packages/expressions/src/libraries/time-zones.gen.ts from a directory of compiled zone files (RFC 9636):
 * `node scripts/time-zones.ts /usr/share/zoneinfo`. Run it when the IANA data changes; the result is committed, so
 * that dates do not depend on the machine.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SINCE = 0;
/** Offsets and times are written in units of 30 seconds: Liberia kept -00:44:30 until 1972. */
const UNIT = 30;
const TARGET = join(import.meta.dirname, '../packages/expressions/src/libraries/time-zones.gen.ts');

interface Zone {
  readonly first: number;
  readonly transitions: readonly (readonly [at: number, offset: number])[];
  readonly rule: readonly number[];
}

function main(directory: string): void {
  const names = (readdirSync(directory, { recursive: true }) as string[])
    .filter((name) => !/^(posix|right)\//.test(name) && !['localtime', 'posixrules', 'Factory'].includes(name))
    .filter((name) => isZoneFile(join(directory, name)))
    .sort();
  const groups = Map.groupBy(names, (name) => write(trim(readZone(readFileSync(join(directory, name))))));
  const lines = [...groups].map(([zone, members]) => `,${members.join(',')},;${zone}`);
  const version =
    readFileSync(join(directory, 'tzdata.zi'), 'utf8').split('\n')[0]?.replace('# version ', '') ?? 'unknown';
  const text = [
    `/** Written by scripts/time-zones.ts from the IANA time zone database, version ${version}; the format is read by time-zone.ts. */`,
    'export const TIME_ZONES = `',
    ...lines,
    '`;',
    '',
  ].join('\n');
  writeFileSync(TARGET, text);
  console.log(`${names.length} names, ${groups.size} zones, ${text.length} characters, version ${version}`);
}

function isZoneFile(path: string): boolean {
  try {
    return readFileSync(path).subarray(0, 4).toString('latin1') === 'TZif';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return false;
    throw error;
  }
}

/** Reads the 64-bit block of a zone file, and the rule for later times behind it. */
function readZone(file: Buffer): Zone {
  const header = (at: number) =>
    Array.from({ length: 6 }, (_, index) => file.readUInt32BE(at + 20 + index * 4)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
  const old = header(0);
  const second = 44 + old[3] * 5 + old[4] * 6 + old[5] + old[2] * 8 + old[1] + old[0];
  const [utcs, stds, leaps, times, types, chars] = header(second);
  const timesAt = second + 44;
  const indexAt = timesAt + times * 8;
  const typesAt = indexAt + times;
  const footerAt = typesAt + types * 6 + chars + leaps * 12 + stds + utcs;
  const offsetOf = (type: number) => file.readInt32BE(typesAt + type * 6);
  const all = Array.from(
    { length: times },
    (_, index) =>
      [Number(file.readBigInt64BE(timesAt + index * 8)), offsetOf(file[indexAt + index] as number)] as const,
  );
  let current = offsetOf(0);
  const transitions: (readonly [number, number])[] = [];
  for (const [at, offset] of all.filter(([at]) => at < SINCE)) current = at < SINCE ? offset : current;
  const first = current;
  for (const [at, offset] of all.filter(([at]) => at >= SINCE)) {
    if (offset !== current) transitions.push([at, offset]);
    current = offset;
  }
  return { first, transitions, rule: readRule(file.subarray(footerAt).toString('latin1').trim()) };
}

/** `EST5EDT,M3.2.0,M11.1.0` as numbers: standard and summer offset, then month, week, day and second of both changes. */
function readRule(text: string): number[] {
  const match =
    /^(?:<[^>]+>|[A-Za-z]+)([-+\d:]+)(?:(?:<[^>]+>|[A-Za-z]+)([-+\d:]+)?,M(\d+)\.(\d)\.(\d)(?:\/([-+\d:]+))?,M(\d+)\.(\d)\.(\d)(?:\/([-+\d:]+))?)?$/.exec(
      text,
    );
  if (match === null) throw new Error(`The rule ${text} cannot be read`);
  const standard = -seconds(match[1] as string);
  if (match[3] === undefined) return [standard];
  const summer = match[2] === undefined ? standard + 3600 : -seconds(match[2]);
  const change = (from: number) => [...match.slice(from, from + 3).map(Number), seconds(match[from + 3] ?? '2')];
  return [standard, summer, ...change(3), ...change(7)];
}

function seconds(text: string): number {
  const [hours = '0', minutes = '0', rest = '0'] = text.replace(/^[-+]/, '').split(':');
  return (text.startsWith('-') ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
}

/** Leaves out the transitions at the end that the rule gives as well. */
function trim(zone: Zone): Zone {
  const { rule, transitions } = zone;
  if (rule.length === 1) return { ...zone, rule: [] };
  const given = new Set(yearsOf(rule));
  let keep = transitions.length;
  while (keep > 0 && given.has(transitions[keep - 1]?.join() ?? '')) keep -= 1;
  return { ...zone, transitions: transitions.slice(0, keep + 1) };
}

function yearsOf(rule: readonly number[]): string[] {
  const [standard, summer, ...changes] = rule as [number, number, ...number[]];
  return Array.from({ length: 70 }, (_, index) => 1970 + index).flatMap((year) => [
    `${instantOf(year, changes.slice(0, 4)) - standard},${summer}`,
    `${instantOf(year, changes.slice(4)) - summer},${standard}`,
  ]);
}

function instantOf(year: number, change: readonly number[]): number {
  const [month, week, day, second] = change as [number, number, number, number];
  const start = Date.UTC(year, month - 1, 1) / 86_400_000;
  const first = (day - ((start + 4) % 7) + 7) % 7;
  const days = Date.UTC(year, month, 1) / 86_400_000 - start;
  const at = first + (week - 1) * 7;
  return (start + (at < days ? at : at - 7)) * 86_400 + second;
}

function write({ first, transitions, rule }: Zone): string {
  const offsets = [...new Set([first, ...transitions.map(([, offset]) => offset)])];
  let last = SINCE;
  const moves = transitions.map(([at, offset]) => {
    const since = (at - last) / UNIT;
    last = at;
    return `${offsets.indexOf(offset).toString(36)}${since.toString(36)}`;
  });
  const inUnits = offsets.map((offset) => offset / UNIT);
  if ([...inUnits, ...rule.slice(0, 2).map((offset) => offset / UNIT)].some((unit) => !Number.isInteger(unit)))
    throw new Error('An offset is no multiple of 30 seconds');
  return [inUnits.join(' '), moves.join(' '), rule.join(' ')].join(';');
}

main(process.argv[2] ?? '/usr/share/zoneinfo');
