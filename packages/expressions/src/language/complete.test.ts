import { describe, expect, it } from 'vitest';
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
    ['', []],
  ])('%s', (source, labels) => {
    expect(source === '' ? [] : at(source)).toEqual(labels);
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
