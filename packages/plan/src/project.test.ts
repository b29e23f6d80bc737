import { expect, test } from 'vitest';
import type { Keep } from './ops.ts';
import { cutBytes, project } from './project.ts';

const value = { id: 1, body: { total: 5, lines: [{ a: 1, b: 2 }, { b: 3 }], secret: 's' }, status: 200 };
const only = (fields: Readonly<Record<string, Keep>>): Keep => ({ fields });

test.each<readonly [string, Keep, unknown]>([
  ['null keeps all', null, value],
  ['nothing named keeps that it is an object', {}, {}],
  ['a name keeps its whole value', only({ body: null }), { body: value.body }],
  [
    'names keep what they lead to',
    only({ body: only({ total: null }), status: null }),
    { body: { total: 5 }, status: 200 },
  ],
  [
    'of a list the items keep what is read of each',
    only({ body: only({ lines: { each: only({ a: null }) } }) }),
    { body: { lines: [{ a: 1 }, {}] } },
  ],
  ['a list of whose items nothing is read is empty', only({ body: only({ lines: {} }) }), { body: { lines: [] } }],
  [
    'every member of an object, and more of one of them',
    { each: {}, fields: { body: only({ total: null }) } },
    { id: 1, body: { total: 5 }, status: 200 },
  ],
  ['what is not there stays away', only({ nothing: null, status: only({ deeper: null }) }), { status: 200 }],
])('%s', (_, keep, kept) => {
  const cut = project(keep, value);
  expect(cut).toEqual(kept);
  expect(project(keep, cut)).toBe(cut);
});

test('a value that is no object is kept', () => {
  expect([project(only({ a: null }), 'text'), project({}, 1), project(only({ a: null }), null)]).toEqual([
    'text',
    1,
    null,
  ]);
});

test('a value of which all is kept is the same value', () => {
  expect(project({ each: null }, value)).toBe(value);
  expect(project(only({ id: null, body: { each: null }, status: {} }), value)).toBe(value);
});

test('a field called __proto__ is a field', () => {
  const given = JSON.parse('{"__proto__": {"a": 1, "b": 2}}') as never;
  const keep = JSON.parse('{"fields": {"__proto__": {"fields": {"a": null}}}}') as Keep;
  expect(JSON.stringify(project(keep, given))).toBe('{"__proto__":{"a":1}}');
  expect(JSON.stringify(project(only({ toString: null }), given))).toBe('{}');
});

test('what was cut is counted in characters of canonical JSON', () => {
  expect(cutBytes(value, project(only({ status: null }), value))).toBe(
    JSON.stringify(value).length - JSON.stringify({ status: 200 }).length,
  );
  expect(cutBytes(value, value)).toBe(0);
});
