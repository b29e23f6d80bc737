import { describe, expect, it } from 'vitest';
import corpus from '../../test/corpus.json' with { type: 'json' };
import { typeFromSchema } from '../types/from-schema.ts';
import { complete } from './complete.ts';

const env = {
  roots: {
    input: typeFromSchema({
      type: 'object',
      required: ['amount', 'items'],
      properties: {
        amount: { type: 'number' },
        note: { type: 'string' },
        country: { enum: ['KE', 'NG', 'quo"te'] },
        lines: { type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } },
        'content-type': { type: 'string' },
        items: {
          type: 'array',
          items: { type: 'object', required: ['price'], properties: { price: { type: 'number' } } },
        },
      },
    }),
    nodes: typeFromSchema({ type: 'object', properties: {} }),
  },
};

/** Labels proposed at the place of `|`. */
const at = (source: string) => complete(source.replace('|', ''), source.indexOf('|'), env).map(({ label }) => label);

describe('completion', () => {
  it.each<[string, string[]]>([
    ['input.am|', ['amount']],
    [
      'input.|',
      [
        'amount',
        'note',
        'country',
        'lines',
        '`content-type`',
        'items',
        'filter',
        'map',
        'all',
        'exists',
        'exists_one',
        'size',
        'containsKey',
      ],
    ],
    ['1 + input.no| > 3', ['note']],
    ['inp|', ['input']],
    ['input.items.filter(i, i.pr|', ['price']],
    ['input.items.map(row, ro|', ['row']],
    ['input.items[0].pr| && (', ['price']],
    ['input.note.star|("x")', ['startsWith']],
    ['input.?no|', ['note']],
    ['math.ab|', ['abs']],
    ['optional.|', ['of', 'none', 'ofNonZeroValue']],
    ["'in|'", []],
    // What may be missing is offered as if it were there; that a guard is needed, the checker says.
    ['input.lines.map(l, l.s|', ['sku', 'size']],
    ['input.lines.filter(l, l.sku == input.no|', ['note']],
    ['[{"a": input.am|}]', ['amount']],
    ['has(input.no|)', ['note']],
    ['"\u{1F600}" + input.am|', ['amount']],
    ['cel.|', ['bind']],
    ['input.country == "|', ['KE', 'NG']],
    ["input.country != 'K|' && true", ['KE']],
    ['"N|" == input.country', ['NG']],
    ['input.country in ["KE", "|"]', ['KE', 'NG']],
    ['input["am|"]', ['amount']],
    ['input.lines[0]["|', ['sku']],
    ['"am|" in input', ['amount']],
    ['input.note + "am|"', []],
    ['"a"|', []],
    ['// input.|', []],
    ['', []],
  ])('%s', (source, labels) => {
    expect(source === '' ? [] : at(source)).toEqual(labels);
  });

  it('replaces what was typed of a text', () => {
    expect(complete('input.country == "n"', 19, env)).toEqual([
      { label: 'NG', kind: 'value', type: 'text', doc: '', from: 18 },
    ]);
  });

  it('gives proposals or none, in anything broken, without an exception', () => {
    for (const source of corpus)
      for (let end = 0; end <= source.length; end += 1)
        for (const { from } of complete(source.slice(0, end), end, env)) expect(from).toBeLessThanOrEqual(end);
    expect(complete('a'.repeat(1_000_000), 10, env)).toEqual([]);
  });

  it('tells type, meaning and what is replaced', () => {
    expect(complete('input.no', 8, env)).toEqual([
      { label: 'note', kind: 'field', type: 'text', doc: 'May be absent.', from: 6 },
    ]);
    expect(complete('sha', 3, env)).toEqual([
      { label: 'sha256', kind: 'function', type: 'text', doc: 'SHA-256 of a text in lower-case hex.', from: 0 },
    ]);
    expect(
      complete('', 0, env)
        .slice(0, 3)
        .map(({ label }) => label),
    ).toEqual(['input', 'nodes', 'has']);
  });
});
