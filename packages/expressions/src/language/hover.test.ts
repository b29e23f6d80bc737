import { describe, expect, it } from 'vitest';
import corpus from '../../test/corpus.json' with { type: 'json' };
import { typeFromSchema } from '../types/from-schema.ts';
import { hover } from './hover.ts';

const env = {
  roots: {
    input: typeFromSchema({
      type: 'object',
      required: ['name', 'lines'],
      properties: {
        name: { type: 'string' },
        note: { type: 'string' },
        rows: { type: 'array', items: { type: 'string' } },
        lines: {
          type: 'array',
          items: { type: 'object', required: ['price'], properties: { price: { type: 'number' } } },
        },
      },
    }),
  },
};

/** The part under `|`, its type and what is said of it. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const source = marked.replace('|', '');
  const found = hover(source, offset, env);
  return found === null ? null : [source.slice(...found.span), found.type, found.doc !== ''];
}

describe('the type under the pointer', () => {
  it.each([
    ['input.na|me + "x"', ['input.name', 'text', false]],
    ['input.name |+ "x"', ['input.name + "x"', 'text', false]],
    ['input.lines.map(l, l.pri|ce)', ['l.price', 'a number', false]],
    ['input.lines.ma|p(l, l.price)', ['input.lines.map(l, l.price)', 'a list of number', true]],
    ['input.name.starts|With("a")', ['input.name.startsWith("a")', 'yes or no', true]],
    ['has(input.no|te)', ['input.note', 'text', false]],
    ['input.lines.map(|l, l.price)', ['l', 'an object { price }', false]],
    ['input.lines.transformList(i, |v, i)', ['v', 'an object { price }', false]],
    ['cel.bind(|n, input.name, n)', ['n', 'text', false]],
    ['input.?note.optMap(|n, n)', ['n', 'text', false]],
    // What may be missing has a type all the same.
    ['input.rows.map(r, |r)', ['r', 'text', false]],
    ['"\u{1F600}" + input.|name', ['input.name', 'text', false]],
    ['input.name == "|x"', ['"x"', 'the text "x"', false]],
    ['[|1, 2]', ['1', 'a whole number', false]],
    ['{"k": |true}', ['true', 'yes or no', false]],
    ['type(1) == |int', ['int', 'a type', false]],
    ['input.name == |', null],
    ['input.nam|e ==', ['input.name', 'text', false]],
    ['no|thing.here', null],
  ])('%s', (marked, expected) => {
    expect(at(marked)).toEqual(expected);
  });

  it('is found or not, in anything broken, without an exception', () => {
    for (const source of corpus)
      for (let end = 0; end <= source.length; end += 1) {
        const found = hover(source.slice(0, end), end >> 1, env);
        if (found !== null) expect(found.span[1]).toBeLessThanOrEqual(end);
      }
  });
});
