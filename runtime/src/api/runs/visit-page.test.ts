import type { VisitView } from '@omniroute/plan';
import { expect, test } from 'vitest';
import { visitPage } from './visit-page.ts';

const KEYS = [
  ...['all#1', 'work#1.1.1', 'work#1.11.1', 'more#1.1.1.1'],
  ...['work#1.1.2', 'work#1.1.1~2', 'work#2.1.1', 'ship#1.1.1/charge#1'],
];
const visits = KEYS.map((key) => ({ key }) as VisitView);
const keys = (asked: Partial<Parameters<typeof visitPage>[1]>) => {
  const page = visitPage(visits, { from: 0, limit: 100, ...asked });
  return [page.visits.map(({ key }) => key), page.next];
};

test('an iteration is all that happened in it, and nothing of one whose number begins alike', () => {
  expect(keys({ iteration: '1.1' })).toEqual([
    ['work#1.1.1', 'more#1.1.1.1', 'work#1.1.2', 'work#1.1.1~2', 'ship#1.1.1/charge#1'],
    null,
  ]);
  expect(keys({ iteration: '1.1.1' })).toEqual([
    ['work#1.1.1', 'more#1.1.1.1', 'work#1.1.1~2', 'ship#1.1.1/charge#1'],
    null,
  ]);
});

test('a step is named with the subflows around it', () => {
  expect(keys({ node: 'ship/charge' })).toEqual([['ship#1.1.1/charge#1'], null]);
  expect(keys({ node: 'work', iteration: '2' })).toEqual([['work#2.1.1'], null]);
});

test('pages follow one another, and the last says so', () => {
  expect(keys({ limit: 3 })).toEqual([KEYS.slice(0, 3), 3]);
  expect(keys({ limit: 3, from: 3 })).toEqual([KEYS.slice(3, 6), 6]);
  expect(keys({ limit: 3, from: 6 })).toEqual([KEYS.slice(6), null]);
});
