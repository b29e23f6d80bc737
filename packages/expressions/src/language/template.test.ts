import { describe, expect, it } from 'vitest';
import { evaluate } from '../libraries/with-all.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import { BOOL, STRING } from '../types/type.ts';
import { checkTemplate, compileTemplate, isTemplate, parseTemplate } from './template.ts';

const env = {
  roots: {
    input: typeFromSchema({
      type: 'object',
      required: ['name', 'n', 'tags', 'at'],
      properties: {
        name: { type: 'string' },
        n: { type: 'number' },
        nick: { type: ['string', 'null'] },
        tags: { type: 'array' },
        at: { type: 'string' },
      },
    }),
  },
};
const input = { name: 'Ada', n: 3, tags: ['a'], at: '2026-01-05T09:00:00Z' };
const scope = {
  get: (name: string) => (name === 'input' ? input : undefined),
  now: Date.UTC(2026, 0, 5, 9),
  uuid: (n: number) => `u${n}`,
};
const resultOf = (text: string) => {
  const result = evaluate(compileTemplate(text, env), scope, 10_000);
  return result.ok ? result.value : result.error;
};

describe('a config string', () => {
  it.each<[string, unknown]>([
    ['plain', 'plain'],
    ['$${ not one }', '${ not one }'],
    ['costs $5 and $${x}', 'costs $5 and ${x}'],
    ['${ input.n + 1 }', 4],
    ['${input.tags}', ['a']],
    [' ${ input.n }', ' 3'],
    ['Order ${ input.n } for ${ input.name }!', 'Order 3 for Ada!'],
    ['${ {"a}": [input.n]} }', { 'a}': [3] }],
    ['${ "}" + \'{\' }', '}{'],
    ['${ input.name }${ input.n }', 'Ada3'],
    [
      'half ${ 7 / 2 }, whole ${ 6.0 / 2.0 }, ${ decimal("1.10") }, ${ true }, ${ duration("90s") }, ${ now() }',
      'half 3.5, whole 3, 1.1, true, 90s, 2026-01-05T09:00:00Z',
    ],
    ['${ "nested ${ stays text" }', 'nested ${ stays text'],
  ])('%s', (text, value) => {
    expect(parseTemplate(text).diagnostics).toEqual([]);
    expect(resultOf(text)).toEqual(value);
  });

  it('counts places in the whole string', () => {
    expect(checkTemplate('Hello ${ input.nmae }!', env).diagnostics).toMatchObject([
      { code: 'OR4017', span: [15, 19], did_you_mean: 'name' },
    ]);
    expect(checkTemplate('a ${ input.name } b ${ input.n }', env).deps).toEqual([
      { path: ['input', 'name'], span: [5, 15] },
      { path: ['input', 'n'], span: [23, 30] },
    ]);
  });

  it('writes no null, list or object into a text', () => {
    expect(checkTemplate('x ${ input.tags }', env).diagnostics).toMatchObject([{ code: 'OR4007', span: [5, 15] }]);
    expect(checkTemplate('x ${ {"a": 1} }', env).diagnostics).toMatchObject([{ code: 'OR4007' }]);
    expect(checkTemplate('x ${ json_string(input.tags) }', env).diagnostics).toEqual([]);
  });

  it('is judged against its place', () => {
    expect(checkTemplate('${ input.n }', env, BOOL).diagnostics).toMatchObject([
      { code: 'OR4002', expected: 'yes or no', got: 'a number' },
    ]);
    expect(checkTemplate('a ${ input.n }', env, BOOL).diagnostics).toMatchObject([{ code: 'OR4002', got: 'text' }]);
    expect(checkTemplate('a ${ input.n }', env, STRING).diagnostics).toEqual([]);
  });

  it.each([
    ['${ input.n', 'the closing } is missing'],
    ['${ }', 'a value is missing here'],
    ['a ${ 1 2 } b', 'nothing may follow here'],
  ])('%s: %s', (text, problem) => {
    expect(checkTemplate(text, env).diagnostics).toMatchObject([
      { code: 'OR4001', message: `The expression cannot be read: ${problem}.` },
    ]);
  });

  it('is told from one without a template', () => {
    expect(['a', '${ a }', '$${'].map(isTemplate)).toEqual([false, true, true]);
  });
});
