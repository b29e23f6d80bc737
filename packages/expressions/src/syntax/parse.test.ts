import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import corpus from '../../test/corpus.json' with { type: 'json' };
import { shape } from '../../test/shape.ts';
import { treeArbitrary } from '../../test/tree-arbitrary.ts';
import { parse, parseUntilBrace } from './parse.ts';
import { print } from './print.ts';
import { PRECEDENCE, type Tree } from './tree.ts';

const seed = 20260105;

const problems = (source: string) =>
  parse(source).diagnostics.map(({ code, message, span }) => ({
    code,
    message,
    at: source.slice(...(span ?? [0, 0])),
  }));

describe('reading an expression', () => {
  it.each(corpus)('reads %s and prints it so that the same is read again', (source) => {
    const { tree, diagnostics } = parse(source);
    expect(diagnostics).toEqual([]);
    expect(shape(parse(print(tree)).tree)).toEqual(shape(tree));
    expect(parse(print(tree)).diagnostics).toEqual([]);
  });

  it('prints any tree so that the same is read again', () => {
    fc.assert(
      fc.property(treeArbitrary(), (tree) => {
        const read = parse(print(tree));
        expect(read.diagnostics).toEqual([]);
        expect(shape(read.tree)).toEqual(shape(tree));
      }),
      { seed, numRuns: 1500 },
    );
  });

  it('binds operators in the order of CEL, the left one first', () => {
    for (const op of Object.keys(PRECEDENCE)) {
      const { tree } = parse(`a ${op} b ${op} c`);
      expect(print(tree)).toBe(`a ${op} b ${op} c`);
      expect(tree.kind === 'binary' && tree.left.kind === 'binary' && tree.right.kind).toBe('ident');
    }
    expect(print(parse('a||b&&c==d+e*-f.g').tree)).toBe('a || b && c == d + e * -f.g');
    expect(print(parse('((a || b) && (c == d) + (e * f))').tree)).toBe('(a || b) && (c == d) + e * f');
  });

  it('gives every part the place it stands at, brackets included', () => {
    const source = '(a + b) * ñ(x)';
    const places: string[] = [];
    const visit = (tree: Tree) => {
      places.push(source.slice(...tree.span));
      if (tree.kind === 'binary') [tree.left, tree.right].map(visit);
    };
    visit(parse('(a + b) * n(x)').tree);
    expect(places).toEqual(['(a + b) * ñ(x)', 'a + b', 'a', 'b', 'ñ(x)']);
    const select = parse('  nodes . send_sms.?id').tree;
    expect(select).toMatchObject({ span: [2, 22], fieldSpan: [20, 22], optional: true });
    // 😀 takes two units of UTF-16.
    expect(parse("'😀' + x").tree).toMatchObject({ span: [0, 8], right: { span: [7, 8] } });
  });
});

describe('reading what is broken', () => {
  it.each([
    ['a +', 'The expression cannot be read: the expression is not complete.', ''],
    ['a b', 'The expression cannot be read: nothing may follow here.', 'b'],
    ['f(1,)', 'The expression cannot be read: a value is missing here.', ')'],
    ['[1, 2', 'The expression cannot be read: "]" is missing.', ''],
    ["'open", 'The expression cannot be read: the text is not closed.', "'open"],
    ["'\\q'", 'The expression cannot be read: this escape is not known.', "'\\q'"],
    ['a = b', 'The expression cannot be read: to compare, write ==.', '='],
    ['a and b', 'The expression cannot be read: for "and", write &&.', 'and'],
    ['a OR b', 'The expression cannot be read: for "or", write ||.', 'OR'],
    ['not a', 'The expression cannot be read: for "not", write !.', 'not'],
    ['a & b', 'The expression cannot be read: for "and", write &&.', '&'],
    ['a == \u201cx\u201d', 'The expression cannot be read: write plain quotes: ".', '\u201c'],
    ['"\u{1F600}" ; a', 'The expression cannot be read: ";" has no meaning here.', ';'],
    ['a # b', 'The expression cannot be read: "#" has no meaning here.', '#'],
    ['if', 'The expression cannot be read: "if" is a reserved word.', 'if'],
    ['5u', 'The expression cannot be read: numbers without sign (u) are not part of the language.', '5u'],
    ['0x', 'The expression cannot be read: digits must follow 0x.', '0x'],
    ['1e999', 'The expression cannot be read: the number is too large.', '1e999'],
    ['`a b`', 'The expression cannot be read: only the name of a field stands in backticks.', '`a b`'],
  ])('%s: %s', (source, message, at) => {
    expect(problems(source)).toEqual([{ code: 'OR4001', message, at }]);
  });

  it('refuses whole numbers that are not exact', () => {
    expect(problems('1 + 9007199254740993')).toEqual([
      expect.objectContaining({ code: 'OR4016', at: '9007199254740993' }),
    ]);
    expect(problems('-9007199254740991')).toEqual([]);
  });

  it('gives a tree for every prefix and every deletion of one character', () => {
    for (const source of corpus) {
      for (let at = 0; at <= source.length; at += 1) {
        for (const broken of [source.slice(0, at), source.slice(0, at) + source.slice(at + 1)]) {
          const { tree, diagnostics } = parse(broken);
          expect(tree.span[0]).toBeLessThanOrEqual(tree.span[1]);
          for (const { span } of diagnostics) expect(span?.[1]).toBeLessThanOrEqual(broken.length);
        }
      }
    }
  });

  it('reads any text at all without an exception', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(...'ab.?[]{}()"\'`\\+-*/%<>=!&|,: 0x1eu\n$😀\ud800'.split('')),
          maxLength: 40,
        }),
        (source) => {
          expect(parse(source).tree).toBeDefined();
          expect(parseUntilBrace(source, 0).end).toBeLessThanOrEqual(source.length);
        },
      ),
      { seed, numRuns: 3000 },
    );
  });

  it.each([
    ['brackets', `${'('.repeat(5000)}1${')'.repeat(5000)}`],
    ['lists', '['.repeat(5000)],
    ['signs', `${'!'.repeat(5000)}a`],
    ['a long sum', Array.from({ length: 4000 }, () => '1').join('+')],
    ['a long chain', `a${'.b'.repeat(4000)}`],
    ['conditionals', 'a ? b : '.repeat(3000)],
    ['points', '.'.repeat(5000)],
  ])('stops at its limits: %s', (_, source) => {
    expect(parse(source).diagnostics.map(({ code }) => code)).toEqual(['OR4014']);
  });

  it('refuses a text that is too long before reading it', () => {
    expect(problems(`'${'x'.repeat(40_000)}'`)).toEqual([expect.objectContaining({ code: 'OR4014' })]);
  });
});
