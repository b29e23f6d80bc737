import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeArbitrary } from '../../test/tree-arbitrary.ts';
import { check } from '../language/check.ts';
import { compile } from '../language/compile.ts';
import { evaluate } from '../libraries/with-all.ts';
import { parse } from '../syntax/parse.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import type { Code } from './code.ts';

const seed = 20260105;
const data: Record<string, unknown> = {
  input: {
    amount: 5,
    name: 'Ada',
    none: null,
    whole: 7,
    big: 9007199254740991,
    at: '2026-01-05T09:00:00Z',
    wait: 'PT2H',
    items: [
      { sku: 'b', qty: 2, price: 1.5 },
      { sku: 'a', qty: 1, price: 2 },
      { sku: 'b', qty: 3, price: 0.1 },
    ],
    map: { b: 2, a: 1 },
  },
};
const scope = {
  get: (name: string) => (Object.hasOwn(data, name) ? (data[name] as never) : undefined),
  now: Date.UTC(2026, 0, 5, 9),
  uuid: (ordinal: number) => `id-${ordinal}`,
};
const env = {
  roots: {
    input: typeFromSchema({
      type: 'object',
      required: ['whole', 'big'],
      properties: { whole: { type: 'integer' }, big: { type: 'integer' } },
    }),
  },
};

const codeOf = (source: string): Code => {
  const { tree, diagnostics } = parse(source);
  expect(diagnostics).toEqual([]);
  return JSON.parse(JSON.stringify(compile(tree, env)));
};
const run = (source: string, fuel = 20_000) => evaluate(codeOf(source), scope, fuel);
const resultOf = (source: string) => {
  const result = run(source);
  return result.ok ? result.value : `${result.error.code}: ${result.error.message}`;
};
/** Code, message and the part of the source that an error points at. */
const errorOf = (source: string, fuel?: number) => {
  const result = run(source, fuel);
  return result.ok ? result.value : [result.error.code, result.error.message, source.slice(...result.error.span)];
};

describe('a large value that stands elsewhere', () => {
  const reference = { '@ref': 'a'.repeat(64), '@size': 7, '@bytes': 9 };
  const sizeOf = (value: object) => {
    const roots = { get: () => value as never, now: 0, uuid: String };
    const result = evaluate(codeOf('size(input) + input.size()'), roots, 1000);
    return result.ok ? result.value : result.error.message;
  };

  it('has the size that stands for it, and what looks like it has its own', () => {
    expect(sizeOf(reference)).toBe(14);
    expect(sizeOf({ ...reference, more: 1 })).toBe(8);
    expect(sizeOf({ ...reference, '@size': null })).toBe('This has no size.');
  });
});

describe('values', () => {
  it.each<[string, unknown]>([
    ['input.amount + 1', 6],
    ['7 / 2', 3.5],
    ['7 % 2', 1],
    ['math.trunc(7 / 2)', 3],
    ['0.1 + 0.2 == 0.3', false],
    ['decimal("0.1") + decimal("0.2") == decimal("0.3")', true],
    ['decimal("1") / 3', '0.3333333333333333333333333333333333'],
    ['[decimal("0.125").round(2), decimal("0.135").round(2)]', ['0.12', '0.14']],
    ['1 == 1.0', true],
    ['[1, 2, 3][2.0]', 3],
    ['input.none', null],
    ['input.?missing.orValue("x")', 'x'],
    ['has(input.missing) || input.amount == 5', true],
    ['input.missing.deep == 1 || true', true],
    ['timestamp("2026-01-05T09:00:00.5Z") + duration("90m")', '2026-01-05T10:30:00.5Z'],
    ['duration("PT90M")', '5400s'],
    ['[now(), now()]', ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z']],
    ['[uuid(), uuid()]', ['id-1', 'id-2']],
    ['input.at.getHours("Africa/Lagos")', 10],
    ['now() - input.at == duration("0")', true],
    ['input.at < now() + input.wait', true],
    ['b"abc"', 'YWJj'],
    ['-0.0', 0],
    ['input.map.map(k, k)', ['a', 'b']],
    ['input.map.transformMap(k, v, v * 10)', { a: 10, b: 20 }],
    ['"héllo😀".size()', 6],
    ['"a,b,c".split(",").join("-")', 'a-b-c'],
    ['"x".matches("^[a-z]$") && !matches("X", "^[a-z]$")', true],
    ['"%d items, %.2f, %s".format([3, 1.005, [1, "a"]])', '3 items, 1.00, [1, a]'],
  ])('%s', (source, value) => {
    expect(resultOf(source)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['sum(input.items.map(i, i.qty))', 6],
    ['sum([decimal("0.1"), decimal("0.2"), 1])', '1.3'],
    ['[min_of([3, 1, 2]), max_of([3, 1, 2])]', [1, 3]],
    ['group_by(input.items, "sku").map(k, k)', ['a', 'b']],
    ['group_by(input.items, "sku")["b"].map(i, i.qty)', [2, 3]],
    ['index_by(input.items, "sku")["b"].qty', 3],
    ['sort_by(input.items, "price").map(i, i.price)', [0.1, 1.5, 2]],
    ['distinct([1, "a", 1.0, [1], [1], "a"])', [1, 'a', [1]]],
    ['flatten([[1], [], [2, [3]]])', [1, 2, [3]]],
    ['slice([1, 2, 3, 4], 1, 3)', [2, 3]],
    ['chunk([1, 2, 3], 2)', [[1, 2], [3]]],
    [
      'zip([1, 2], ["a", "b"])',
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['merge({"a": 1, "b": 1}, {"b": 2})', { a: 1, b: 2 }],
    ['json_parse("{\\"a\\": [1, null]}")', { a: [1, null] }],
    ['json_string({"b": 1, "a": "x"})', '{"a":"x","b":1}'],
    ['sha256("abc")', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['[is_timestamp(input.at), is_timestamp("soon"), is_timestamp(5)]', [true, false, false]],
    ['lists.range(3)', [0, 1, 2]],
    ['[3, 1, 2].sort().reverse()', [3, 2, 1]],
    ['["b", "a", "\\U0001F600", "\\uFF61"].sort()', ['a', 'b', '\uFF61', '\u{1F600}']],
    ['math.bitShiftRight(math.bitAnd(1099511627775, 1095216660480), 32)', 255],
    ['base64.encode(bytes("hé"))', 'aMOp'],
  ])('%s', (source, value) => {
    expect(resultOf(source)).toEqual(value);
  });
});

describe('errors', () => {
  it.each<[string, ...string[]]>([
    ['1 + input.missing', 'There is no field "missing".', 'input.missing'],
    ['input.none.x == 1', 'There is nothing here (null), so it has no field "x".', 'input.none.x'],
    ['[1, 2][5]', 'The list has 2 items, there is none at 5.', '[1, 2][5]'],
    ['[1, 2][0.5]', 'a number is not a position in a list.', '[1, 2][0.5]'],
    ['1 + (2 / 0)', 'Division by zero.', '2 / 0'],
    ['input.name + 1', '"+" cannot be used with text and a number.', 'input.name + 1'],
    [
      'input.big + 1',
      'The result is beyond 9007199254740991, where whole numbers are no longer exact.',
      'input.big + 1',
    ],
    ['input.amount ? 1 : 2', 'A condition is true or false, not a number.', 'input.amount ? 1 : 2'],
    ['0.0 / 0.0', 'The result is not a number, which cannot be passed on.', '0.0 / 0.0'],
    ['[1.0 / 0.0]', 'The result is infinite, which cannot be passed on.', '[1.0 / 0.0]'],
    ['{1: 2}', 'An object whose keys are not texts cannot be passed on.', '{1: 2}'],
    ['input.?missing', 'A value that may be absent cannot be passed on; use orValue(…).', 'input.?missing'],
    ['int', 'a type cannot be passed on.', 'int'],
    ['unknown.x', '"unknown" is not available here.', 'unknown'],
    [
      'decimal("1") + 0.5',
      'A decimal and a number cannot be mixed; wrap the number in decimal(…).',
      'decimal("1") + 0.5',
    ],
    ['decimal("1e7000")', 'The decimal is too large.', 'decimal("1e7000")'],
    ['input.items.map(i, i.weight)', 'There is no field "weight".', 'i.weight'],
    [
      'now().getHours("Mars/Olympus")',
      'There is no time zone "Mars/Olympus"; write a name like Africa/Lagos or an offset like +01:00.',
      'now().getHours("Mars/Olympus")',
    ],
    ['nothing(1)', 'There is no function "nothing".', 'nothing(1)'],
    ['zip([1], [])', 'The lists have different lengths, 1 and 0.', 'zip([1], [])'],
  ])('%s: %s', (source, message, at) => {
    expect(errorOf(source)).toEqual(['expression', message, at]);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is an ordinary absent field',
    (name) => {
      expect(errorOf(`input.${name}`)).toEqual(['expression', `There is no field "${name}".`, `input.${name}`]);
      expect(resultOf(`has(input.${name})`)).toBe(false);
      expect(resultOf(`"${name}" in input.map`)).toBe(false);
      expect(resultOf(`{"${name}": 1}.${name}`)).toBe(1);
      expect(errorOf(name)).toEqual(['expression', `"${name}" is not available here.`, name]);
    },
  );

  it('passes on no half characters and no object with a hidden prototype', () => {
    data['odd'] = '\ud800';
    expect(errorOf('odd')).toEqual(['expression', expect.stringContaining('lone surrogate'), 'odd']);
    const made = run('json_parse("{\\"__proto__\\": {\\"x\\": 1}}")');
    expect(made.ok && Object.hasOwn(made.value as object, '__proto__')).toBe(true);
    expect(made.ok && (made.value as { x?: number }).x).toBeUndefined();
  });
});

describe('fuel', () => {
  it('is counted, and the same every time', () => {
    const spent = [
      '1',
      'input.amount > 1000 && input.name == "x"',
      'input.items.map(i, i.price)',
      '"ab" + "cd"',
      'sort_by(input.items, "qty")',
    ].map((source) => [source, run(source).spent]);
    expect(spent).toMatchInlineSnapshot(`
      [
        [
          "1",
          1,
        ],
        [
          "input.amount > 1000 && input.name == "x"",
          5,
        ],
        [
          "input.items.map(i, i.price)",
          12,
        ],
        [
          ""ab" + "cd"",
          7,
        ],
        [
          "sort_by(input.items, "qty")",
          17,
        ],
      ]
    `);
    expect(run('input.items.map(i, i.price)').spent).toBe(run('input.items.map(i, i.price)').spent);
  });

  it('ends what takes too long, names the collection, and cannot be caught', () => {
    data['many'] = Array.from({ length: 200 }, (_, index) => index);
    expect(errorOf('many.all(a, many.all(b, many.all(c, many.all(d, a + b + c + d >= 0)))) || true', 50_000)).toEqual([
      'poison',
      'This takes too much work (more than 50000 steps, while going through 200 items).',
      expect.any(String),
    ]);
  });

  it('is not forgiven after another error that was', () => {
    data['many'] = Array.from({ length: 200 }, (_, index) => index);
    const failing = 'many.exists(a, many.all(b, input.missing == b))';
    expect(errorOf(failing, 4_000)).toEqual([
      'poison',
      'This takes too much work (more than 4000 steps, while going through 200 items).',
      expect.any(String),
    ]);
    expect(errorOf(`input.missing == 1 || ${failing} || true`, 4_000)).toEqual([
      'poison',
      expect.any(String),
      expect.any(String),
    ]);
    expect(errorOf('input.missing == 1 || input.name == 1 || true')).toBe(true);
  });

  it('is paid before memory is taken', () => {
    expect(errorOf('lists.range(1000000000)')).toEqual([
      'poison',
      expect.stringContaining('too much work'),
      expect.any(String),
    ]);
    const doubled = Array.from({ length: 40 }, (_, at) => `cel.bind(x${at + 1}, x${at} + x${at}, `).join('');
    expect(errorOf(`cel.bind(x0, "0123456789", ${doubled}x40.size()${')'.repeat(41)}`, 100_000)).toEqual([
      'poison',
      expect.stringContaining('too much work'),
      expect.any(String),
    ]);
  });

  it('has a cap on what comes out', () => {
    data['long'] = 'x'.repeat(300_000);
    expect(errorOf('long')).toEqual([
      'poison',
      'The result is too large (more than 262144 characters and elements).',
      'long',
    ]);
  });

  it('stops at data that is nested too deep', () => {
    data['deep'] = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`);
    expect(errorOf('deep')).toEqual(['poison', 'The value is nested more than 256 deep.', expect.any(String)]);
    expect(errorOf('deep == deep')).toEqual(['poison', 'The value is nested more than 256 deep.', expect.any(String)]);
    expect(errorOf('json_string(deep)')).toEqual([
      'poison',
      'The value is nested more than 256 deep.',
      expect.any(String),
    ]);
  });
});

describe('any expression on any data', () => {
  const outcome = fc.property(treeArbitrary(), fc.jsonValue(), fc.jsonValue(), (tree, a, input) => {
    const code = JSON.parse(JSON.stringify(compile(tree, { roots: {} }))) as Code;
    const values: Record<string, unknown> = { a, input, b: 1, item: 'x' };
    const result = evaluate(
      code,
      { get: (name) => (Object.hasOwn(values, name) ? (values[name] as never) : undefined), now: 0, uuid: String },
      5000,
    );
    if (result.ok) expect(JSON.parse(JSON.stringify(result.value))).toEqual(result.value);
    else
      expect(result.error).toMatchObject({
        code: expect.stringMatching(/^(expression|poison)$/),
        message: expect.not.stringContaining('evaluator failed'),
        span: [expect.any(Number), expect.any(Number)],
      });
    expect(result.spent).toBeGreaterThan(0);
    expect(check(tree, { roots: {} }).type).toBeDefined();
  });

  it('gives JSON or an error, never an exception', () => {
    fc.assert(outcome, { seed, numRuns: 3000 });
  });
});
