import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import corpus from '../../test/corpus.json' with { type: 'json' };
import { shape } from '../../test/shape.ts';
import { treeArbitrary } from '../../test/tree-arbitrary.ts';
import { format, formatTemplate } from './format.ts';
import { nextToken } from './lex.ts';
import { parse } from './parse.ts';
import { print } from './print.ts';

const seed = 20261201;

describe('an expression written in the usual way', () => {
  it.each([
    ['a+b*c', 'a + b * c'],
    ['f( a,b ,c )', 'f(a, b, c)'],
    ['a . b .?c[ 0 ][? "k" ]', 'a.b.?c[0][?"k"]'],
    ['!a&&- b<-1', '!a && -b < -1'],
    ['- 2', '- 2'],
    ['a?b:c?d:e', 'a ? b : c ? d : e'],
    ['{"a":1,?"b":x?y:z , "c" :{}}', '{"a": 1, ?"b": x ? y : z, "c": {}}'],
    ['[?a,b , ]', '[?a, b,]'],
    ['x in[1,2]', 'x in [1, 2]'],
    ['a.in in b', 'a.in in b'],
    ['\'single\'+r"raw\\n"', '\'single\' + r"raw\\n"'],
    ['((a))', '((a))'],
    ['f(\na,\n  b\n)', 'f(\n  a,\n  b\n)'],
    ['a // why\n&&b', 'a // why\n&& b'],
    ['// first\n\n\n// second\na', '// first\n// second\na'],
    ['a // last', 'a // last\n'],
    ['"😀"+a', '"😀" + a'],
    ['a +', null],
  ])('%j', (source, written) => {
    expect(format(source)).toBe(written);
  });

  it.each([
    ['Hello ${name+"!"} $${x}', 'Hello ${ name + "!" } $${x}'],
    ['${  {"a":1}.a}', '${ {"a": 1}.a }'],
    ['${a // why\n}', '${ a // why\n}'],
    ['plain', 'plain'],
    ['${ a + }', null],
  ])('in a text: %j', (text, written) => {
    expect(formatTemplate(text)).toBe(written);
  });

  /** The tokens of a source pressed together or pulled apart, with line ends and comments between. */
  const spaced = (source: string, gaps: readonly string[]) => {
    let [out, at, index] = ['', 0, 0];
    for (;;) {
      const token = nextToken(source, at);
      if (token.kind === 'end') return out;
      const text = source.slice(...token.span);
      const apart = source.slice(at, token.span[0]) === '' ? '' : ' ';
      // What stands together may mean something else apart: -1 and - 1.
      out += `${text === '-' || out.endsWith('-') ? apart : `${apart}${gaps[index % Math.max(1, gaps.length)] ?? ''}`}${text}`;
      index += 1;
      at = token.span[1];
    }
  };
  const gap = fc.constantFrom('', ' ', '\n', '  \n ', ' // note\n', '\n// a\n\n // b\n\t');

  it(`means the same and is written so again, from seed ${seed}`, () => {
    const sources = fc.oneof(treeArbitrary().map(print), fc.constantFrom(...corpus));
    fc.assert(
      fc.property(sources, fc.array(gap, { maxLength: 8 }), (plain, gaps) => {
        const source = spaced(plain, gaps);
        const read = parse(source);
        const written = format(source);
        if (read.diagnostics.length > 0) return expect(written).toBeNull();
        expect(shape(parse(written ?? '').tree)).toEqual(shape(read.tree));
        expect(format(written ?? '')).toBe(written);
        expect((written ?? '').split('//').length).toBe(source.split('//').length);
        return undefined;
      }),
      { seed, numRuns: 1000 },
    );
  });
});
