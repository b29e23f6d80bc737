import { expect, test } from 'vitest';
import { Memo } from './memo.ts';

/** A function that tells how often it was asked. */
function counted() {
  let calls = 0;
  const compute = (...inputs: readonly unknown[]) => {
    calls += 1;
    return { inputs };
  };
  return { compute, calls: () => calls };
}

test.each([
  ['the same object', Symbol.for('a'), Symbol.for('a'), 1],
  ['data written alike', { a: [1, { b: null }] }, { a: [1, { b: null }] }, 1],
  ['names in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, 2],
  ['another name', { a: 1 }, { b: 1 }, 2],
  ['a name more', { a: 1 }, { a: 1, b: undefined }, 2],
  ['a longer list', [1], [1, 2], 2],
  ['a list and an object', [], {}, 2],
  ['other values', { a: 0 }, { a: -0 }, 2],
  ['two maps', new Map([[1, 2]]), new Map([[1, 2]]), 2],
])('%s: a result is worked out again only if its inputs differ', (_, first, second, expected) => {
  const memo = new Memo();
  const { compute, calls } = counted();
  const results = [first, second].map((input) => {
    memo.turn();
    return memo.of(compute, 'step', input);
  });
  expect(calls()).toBe(expected);
  expect(results[0] === results[1]).toBe(expected === 1);
});

test('what is asked for in turn with something else is known still, once a third has come it is not', () => {
  const memo = new Memo();
  const { compute, calls } = counted();
  const made = [1, 2, 1, 2, 3, 2, 1].map((input) => [memo.of(compute, 'step', input).inputs, calls()]);
  expect(made).toEqual([
    [[1], 1],
    [[2], 2],
    [[1], 2],
    [[2], 2],
    [[3], 3],
    [[2], 3],
    [[1], 4],
  ]);
});

test('functions and keys have results of their own', () => {
  const memo = new Memo();
  const [one, other] = [counted(), counted()];
  for (const { compute } of [one, other]) for (const key of ['a', 'b', 'a']) memo.of(compute, key, 1);
  expect([one.calls(), other.calls()]).toEqual([2, 2]);
});

test('what no version asks for any more is forgotten before it is most of what is known', () => {
  const memo = new Memo();
  const { compute, calls } = counted();
  for (let version = 0; version < 50; version += 1) {
    for (let each = 0; each < 20; each += 1) memo.of(compute, `${version} ${each}`, 1);
    memo.turn();
  }
  for (let version = 0; version < 50; version += 1) memo.of(compute, `${version} 0`, 1);
  const known = 50 - (calls() - 50 * 20);
  expect([known > 0, known < 8]).toEqual([true, true]);
});

test('what is tried aside is known to nobody else, and knows what is known', () => {
  const memo = new Memo();
  const { compute, calls } = counted();
  memo.of(compute, 'step', 1);
  const aside = memo.aside();
  aside.of(compute, 'step', 1);
  aside.of(compute, 'step', 2);
  memo.of(compute, 'step', 1);
  expect(calls()).toBe(2);
});
