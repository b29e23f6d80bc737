import { expect, test } from 'vitest';
import { project } from './project.ts';

const value = { id: 1, body: { total: 5, lines: [{ a: 1 }], secret: 's' }, status: 200 };

test.each([
  ['null keeps all', null, value],
  ['no path keeps nothing', [], {}],
  ['a name keeps its whole value', [['body']], { body: value.body }],
  [
    'paths keep what they lead to, in their order',
    [['body', 'total'], ['status']],
    { body: { total: 5 }, status: 200 },
  ],
  ['a path and one that goes deeper keep the shorter', [['body', 'total'], ['body']], { body: value.body }],
  ['lists are kept whole', [['body', 'lines', 'a']], { body: { lines: [{ a: 1 }] } }],
  ['the empty path keeps all', [[]], value],
  ['what is not there stays away', [['nothing'], ['status', 'deeper']], { status: 200 }],
] as const)('%s', (_, keep, kept) => {
  expect(project(keep, value)).toEqual(kept);
});

test('a value that is no object is kept', () => {
  expect([project([['a']], 'text'), project([['a']], [1]), project([['a']], null)]).toEqual(['text', [1], null]);
});

test('a field called __proto__ is a field', () => {
  const given = JSON.parse('{"__proto__": {"a": 1, "b": 2}}') as never;
  expect(JSON.stringify(project([['__proto__', 'a']], given))).toBe('{"__proto__":{"a":1}}');
});
