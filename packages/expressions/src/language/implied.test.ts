import { describe, expect, it } from 'vitest';
import { parse } from '../syntax/parse.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import { typeToString } from '../types/to-string.ts';
import { check, type TypeEnv } from './check.ts';
import { bothHold, eitherHolds, type Facts, forget, NO_FACTS } from './facts.ts';
import { impliedBy } from './implied.ts';

const implied = (source: string, truth: boolean) => impliedBy(parse(source).tree, truth);
/** Facts in one line each: `a.b is there`, `a.b = "x"`. */
function told(facts: Facts, path = ''): string[] {
  const { present, values, not, types, notTypes, at = {} } = facts;
  const list = (of: readonly unknown[]) => of.map((each) => JSON.stringify(each)).join(' ');
  const said = [
    ...(present === undefined ? [] : [present ? 'is there' : 'is absent']),
    ...(values === undefined ? [] : [`= ${list(values)}`]),
    ...(not === undefined ? [] : [`!= ${list(not)}`]),
    ...(types === undefined ? [] : [`: ${types.join(' ')}`]),
    ...(notTypes === undefined ? [] : [`: no ${notTypes.join(' ')}`]),
  ];
  return [
    ...(said.length === 0 ? [] : [`${path} ${said.join(', ')}`]),
    ...Object.entries(at).flatMap(([key, inside]) => told(inside, path === '' ? key.slice(1) : `${path}${key}`)),
  ];
}

describe('what a condition tells', () => {
  it.each<[string, boolean, string[]]>([
    ['has(a.b)', true, ['a is there, != null', 'a.b is there']],
    ['has(a.b)', false, ['a is there, != null', 'a.b is absent']],
    ['!has(a.b)', false, ['a is there, != null', 'a.b is there']],
    ['has(a.?b.c)', false, ['a.b.c is absent']],
    ['a.?b.hasValue()', true, ['a is there, != null', 'a.b is there']],
    ['a.?b.hasValue()', false, ['a.b is absent']],
    ['a.?b.?c.hasValue()', true, ['a is there, != null', 'a.b is there, != null', 'a.b.c is there']],
    ['a.b != null', true, ['a is there, != null', 'a.b is there, != null']],
    ['a.b == null', false, ['a is there, != null', 'a.b is there, != null']],
    ['null == a.b', true, ['a is there, != null', 'a.b is there, = null']],
    ['a == "x"', true, ['a is there, = "x"']],
    ['"x" != a', false, ['a is there, = "x"']],
    ['a == -1', true, ['a is there, = -1']],
    ['a.kind == "card"', false, ['a is there, != null', 'a.kind is there, != "card"']],
    ['a in ["x", "y"]', true, ['a is there, = "x" "y"']],
    ['a in ["x", null]', false, ['a is there, != "x" null']],
    ['a in ["x", b]', true, []],
    ['"k" in a.tags', true, ['a is there, != null', 'a.tags is there, != null', 'a.tags.k is there']],
    ['a["b.c"] == 1', true, ['a is there, != null', 'a.b.c is there, = 1']],
    ['a[0].kind == "x"', true, ['a is there, != null', 'a#0 is there, != null', 'a#0.kind is there, = "x"']],
    ['a.ok', true, ['a is there, != null', 'a.ok is there, = true']],
    ['!a.ok', true, ['a is there, != null', 'a.ok is there, = false']],
    ['a.?ok.orValue(false)', true, ['a is there, != null', 'a.ok is there, = true']],
    ['a.?ok.orValue(false)', false, ['a.ok = false']],
    ['a.?kind.orValue("") == "card"', true, ['a is there, != null', 'a.kind is there, = "card"']],
    ['a.?kind.orValue("") == ""', false, ['a is there, != null', 'a.kind is there, != ""']],
    ['type(a) == string', true, ['a is there, : string']],
    ['type(a.b) != null_type', true, ['a is there, != null', 'a.b is there, : no null_type']],
    ['a > 3', true, []],
    ['b.all(a, a == "x")', true, []],
  ])('%s being %s', (source, truth, expected) => {
    expect(told(implied(source, truth))).toEqual(expected);
  });

  it.each<[string, boolean, string[]]>([
    ['has(a.b) && a.b != null', true, ['a is there, != null', 'a.b is there, != null']],
    ['a == 1 && b == 2', false, []],
    ['a == 1 || a == 2', true, ['a is there, = 1 2']],
    ['a == 1 || a == 2', false, ['a is there, != 1 2']],
    ['a == null || a.kind == "x"', false, ['a is there, != null', 'a.kind is there, != "x"']],
    ['!(a == null || b == null)', true, ['a is there, != null', 'b is there, != null']],
    ['a == "x" || a != null', true, ['a is there, != null']],
    ['a == 1 ? b == 1 : b == 2', true, ['a is there', 'b is there, = 1 2']],
    ['a == 1 ? b == 1 : false', true, ['a is there, = 1', 'b is there, = 1']],
    ['type(a) == string || type(a) == list', true, ['a is there, : string list']],
  ])('%s being %s', (source, truth, expected) => {
    expect(told(implied(source, truth))).toEqual(expected);
  });

  it('of two ways that meet, what both tell', () => {
    const meet = (one: string, other: string) => told(eitherHolds(implied(one, true), implied(other, true)));
    expect(meet('a.kind == "x" && has(a.b)', 'a.kind == "y" && a.c == 1')).toEqual([
      'a is there, != null',
      'a.kind is there, = "x" "y"',
    ]);
    expect(meet('has(a.b)', 'b == 1')).toEqual([]);
    expect(eitherHolds(implied('has(a.b)', true), NO_FACTS)).toEqual(NO_FACTS);
  });

  it('no longer of what was written since', () => {
    const known = implied('vars.x == 1 && vars.y.z == 2 && a == 3', true);
    expect(told(forget(known, ['vars', 'x']))).toEqual([
      'a is there, = 3',
      'vars is there, != null',
      'vars.y is there, != null',
      'vars.y.z is there, = 2',
    ]);
    expect(told(forget(known, ['vars']))).toEqual(['a is there, = 3']);
    expect(forget(known, ['other'])).toBe(known);
  });

  it('as plain JSON, of fields with any name', () => {
    const known = implied('has(a["x"].__proto__) && a.constructor == 1', true);
    expect(JSON.parse(JSON.stringify(known))).toEqual(known);
    expect(told(known)).toContain('a.x.__proto__ is there');
    expect(bothHold(known, known)).toEqual(known);
  });
});

describe('what is known where an expression stands', () => {
  const roots = {
    input: typeFromSchema({
      type: 'object',
      required: ['payment', 'approver', 'level', 'mixed'],
      properties: {
        note: { type: 'string' },
        level: { enum: ['low', 'mid', 'high'] },
        approver: { type: ['object', 'null'], required: ['name'], properties: { name: { type: 'string' } } },
        mixed: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'number' } }, { type: 'null' }] },
        payment: {
          oneOf: [
            {
              type: 'object',
              required: ['kind', 'last4'],
              properties: { kind: { const: 'card' }, last4: { type: 'string' } },
            },
            {
              type: 'object',
              required: ['kind', 'phone'],
              properties: { kind: { const: 'momo' }, phone: { type: 'string' } },
            },
          ],
        },
      },
    }),
  };
  const typed = (source: string, condition: string, truth = true) => {
    const env: TypeEnv = { roots, known: implied(condition, truth) };
    const { type, diagnostics } = check(parse(source).tree, env);
    return diagnostics.length === 0 ? typeToString(type) : diagnostics.map(({ code }) => code);
  };

  it.each<[string, string, boolean, unknown]>([
    ['input.note', 'has(input.note)', true, 'text'],
    ['input.note', 'has(input.note)', false, ['OR4004']],
    ['input.approver.name', 'input.approver == null', false, 'text'],
    ['input.payment.last4', 'input.payment.kind == "card"', true, 'text'],
    ['input.payment.phone', 'input.payment.kind == "card"', false, 'text'],
    ['input.payment.last4', 'input.payment.kind in ["momo"]', false, 'text'],
    ['input.mixed', 'type(input.mixed) == list', true, 'a list of number'],
    ['input.mixed.size()', 'input.mixed != null', true, 'a whole number'],
    ['input.level', 'input.level in ["low", "mid"]', true, 'one of "low", "mid"'],
    ['input.level', 'input.level == "low"', false, 'one of "mid", "high"'],
  ])('%s after %s being %s', (source, condition, truth, expected) => {
    expect(typed(source, condition, truth)).toEqual(expected);
  });

  it('a value handed on whole has the fields that are known to be there', () => {
    expect(typed('input', 'has(input.note)')).toBe('an object { note, level, approver, mixed, payment }');
  });

  it('asking again what is known is no mistake', () => {
    expect(typed('input.level == "high"', 'input.level == "low"')).toBe('yes or no');
    expect(typed('input.approver == null', 'input.approver != null')).toBe('yes or no');
    expect(typed('input.payment.kind == "momo"', 'input.payment.kind == "card"')).toBe('yes or no');
    expect(typed('input.level == "hihg"', 'input.level == "low"')).toEqual(['OR4011']);
  });
});
