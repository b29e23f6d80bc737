import { equal } from '../src/lib/expressions.ts';
import type { Json } from '../src/lib/json.ts';
import type { Played, Scenario } from './scenario.ts';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** What of a played scenario is not as expected, in words. */
export function differences({ expect = {} }: Scenario, played: Played): string[] {
  const found: string[] = [];
  const note = (what: string, wanted: unknown, got: unknown) =>
    found.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  if (expect.status !== undefined && expect.status !== played.status) note('status', expect.status, played.status);
  if (expect.end_status !== undefined && expect.end_status !== played.end_status)
    note('end status', expect.end_status, played.end_status);
  if (expect.error !== undefined && expect.error.code !== played.error) note('error', expect.error.code, played.error);
  if (expect.output !== undefined && !equal(timeless(expect.output), timeless(played.output)))
    note('output', expect.output, played.output);
  const keys = [...new Set(played.calls.map(({ key }) => key))].sort();
  if (expect.keys !== undefined && !equal([...expect.keys].sort(), keys)) note('keys', expect.keys, keys);
  for (const [node, count] of Object.entries(expect.calls ?? {})) {
    const got = played.calls.filter(({ key }) => key.startsWith(`${node}#`)).length;
    if (got !== count) note(`calls of ${node}`, count, got);
  }
  return found;
}

/** A value without the moments at which things happened. */
export function timeless(value: Json): Json {
  if (typeof value === 'string') return INSTANT.test(value) ? 'a moment' : value;
  if (Array.isArray(value)) return value.map(timeless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, timeless(part)]));
}
