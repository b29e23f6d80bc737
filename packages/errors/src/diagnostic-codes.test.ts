import { expect, test } from 'vitest';
import { effects } from './diagnostic-codes/effects.ts';
import { graph } from './diagnostic-codes/graph.ts';
import { kinds } from './diagnostic-codes/kinds.ts';
import { references } from './diagnostic-codes/references.ts';
import { shape } from './diagnostic-codes/shape.ts';
import { types } from './diagnostic-codes/types.ts';
import { DIAGNOSTIC_CODES } from './diagnostic-codes.ts';

const tables = { OR1: shape, OR2: references, OR3: graph, OR4: types, OR5: effects, OR6: kinds };

/** Facts that `diagnostic` fills by itself from the finding's own fields. */
const OWN_FIELDS = ['expected', 'got'];

/** Names that callers of `diagnostic` pass as facts: one vocabulary for all wordings. */
const FACTS = ['field', 'where', 'node', 'other', 'name', 'what', 'port', 'parent', 'problem', 'rule'];

const all = Object.entries(DIAGNOSTIC_CODES);

test('every code lies in the table of its first digit, and none is lost when the tables are joined', () => {
  for (const [prefix, table] of Object.entries(tables)) {
    for (const code of Object.keys(table)) expect(code).toMatch(new RegExp(`^${prefix}\\d{3}$`));
  }
  expect(all).toHaveLength(Object.values(tables).reduce((sum, table) => sum + Object.keys(table).length, 0));
});

test.each(all)('%s has a heading, a sentence and a page', (_code, entry) => {
  expect(entry.severity).toMatch(/^(error|warning|hint)$/);
  expect(entry.title).toMatch(/^[A-Z][^.]{2,40}$/);
  expect(entry.message).toMatch(/[.]$/);
  expect(entry.explain).toMatch(/^\S.*[.]$/s);
  expect(entry.explain.length).toBeGreaterThan(20);
});

test.each(all)('%s uses only facts of the common vocabulary in its wording', (_code, entry) => {
  const places = [...entry.message.matchAll(/\{([^}\s]*)\}/g)].map((match) => match[1]!);
  expect(places.filter((place) => !FACTS.includes(place) && !OWN_FIELDS.includes(place))).toEqual([]);
});

test('no two codes share a heading or a wording', () => {
  const distinct = (values: readonly string[]) => new Set(values).size;
  expect(distinct(all.map(([, entry]) => entry.title))).toBe(all.length);
  expect(distinct(all.map(([, entry]) => entry.message))).toBe(all.length);
});
