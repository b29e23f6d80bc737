import { describe, expect, it } from 'vitest';
import { check } from '../language/check.ts';
import { compile } from '../language/compile.ts';
import { evaluateWith } from '../run/evaluate.ts';
import { parse } from '../syntax/parse.ts';
import { STRING, TIMESTAMP } from '../types/type.ts';
import { ALL_LIBRARIES } from './all.ts';
import { library, NO_LIBRARIES } from './libraries.ts';
import { loadLibraries } from './load.ts';
import { neededLibraries } from './needed.ts';

const data: Readonly<Record<string, string>> = { text: 'aab', at: '2026-07-01T10:00:00Z' };
const scope = { get: (name: string) => data[name], now: 0, uuid: String };
const outcome = (source: string, libraries = ALL_LIBRARIES) =>
  evaluateWith(libraries as never, compile(parse(source).tree), scope, 10_000);

describe('what is large is needed only by what uses it', () => {
  it.each<[unknown, readonly string[]]>([
    ['text.matches("a+")', ['regex']],
    ['matches(text, "a" + "b")', ['regex']],
    ['timestamp(at).getHours("Africa/Lagos")', ['zones']],
    ['size(text) > 2 && now() > timestamp(at)', []],
    [{ inputs: { properties: { sku: { type: 'string', pattern: '^[A-Z]+$' } } } }, ['regex']],
    [{ triggers: [{ config: { cron: '0 3 * * *', timezone: 'Africa/Lagos' } }] }, ['zones']],
    [
      [{ a: ['${ x.matches(y) }'] }, { b: '${ at.getDayOfWeek(zone) }' }],
      ['regex', 'zones'],
    ],
    [null, []],
  ])('%j needs %j', (value, names) => {
    expect(neededLibraries(value)).toEqual(names);
  });

  it('loads what is needed and keeps what is there', async () => {
    const first = await loadLibraries(['regex'], NO_LIBRARIES);
    expect(first).toEqual({ regex: ALL_LIBRARIES.regex, zones: null });
    expect(await loadLibraries(['zones'], first)).toEqual(ALL_LIBRARIES);
    expect(await loadLibraries([], NO_LIBRARIES)).toEqual(NO_LIBRARIES);
  });

  it.each(['text.matches("a+b")', 'text.matches("(")', 'timestamp(at).getHours("Africa/Lagos")', 'text + at'])(
    '%s has one result, whether all was there or only what it needs',
    async (source) => {
      const libraries = await loadLibraries(neededLibraries(source), NO_LIBRARIES);
      expect(outcome(source, libraries as never)).toEqual(outcome(source));
    },
  );

  it('what was not loaded is an error of the evaluation, not a wrong result', () => {
    expect(outcome('text.matches("a")', NO_LIBRARIES as never)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('"regex" is not loaded') },
    });
    expect(() => library(NO_LIBRARIES, 'zones')).toThrow('"zones" is not loaded');
  });
});

describe('what is written out is read before the run', () => {
  const findings = (source: string) =>
    check(parse(source).tree, { roots: { text: STRING, at: TIMESTAMP }, libraries: ALL_LIBRARIES }).diagnostics.map(
      ({ code, span }) => `${code} ${source.slice(...(span ?? [0, 0]))}`,
    );
  it.each([
    ['text.matches("(")', ['OR4013 "("']],
    ['at.getHours("Africa/Lagoss")', ['OR6014 "Africa/Lagoss"']],
    ['at.getHours("Africa/Lagos") + at.getMinutes("+01:00") + at.getHours("UTC")', []],
    ['at.getHours(text)', []],
    ['text.matches("a|b")', []],
  ])('%s', (source, expected) => {
    expect(findings(source)).toEqual(expected);
  });
});
