import { expect, test } from 'vitest';
import { accountOf, type ClassAccount, tableOf } from './corpus/account.ts';
import { faults } from './corpus/faults/index.ts';
import { services } from './corpus/services.ts';

/** Every fault planted everywhere it can be, at most so often in one service. */
const accounts = accountOf(services, faults, 100);
const sum = (key: 'defects' | 'found' | 'placed' | 'single', list: readonly ClassAccount[] = accounts) =>
  list.reduce((total, account) => total + account[key], 0);
const examples = accounts.flatMap(({ name, examples: few }) => few.map((each) => `${name}: ${each}`)).join('\n');

test('the corpus has at least 2,000 faults of at least 40 classes, each planted somewhere', () => {
  process.stdout.write(`${tableOf(accounts)}\n`);
  expect(faults.length).toBeGreaterThanOrEqual(40);
  expect(sum('defects')).toBeGreaterThanOrEqual(2000);
  expect(accounts.filter(({ defects }) => defects === 0).map(({ name }) => name)).toEqual([]);
});

test('at least 99 % of the planted faults are found', () => {
  expect(sum('found') / sum('defects'), `${tableOf(accounts)}\n${examples}`).toBeGreaterThanOrEqual(0.99);
});

test('at least 98 % are found at a place where a person would look', () => {
  expect(sum('placed') / sum('defects'), `${tableOf(accounts)}\n${examples}`).toBeGreaterThanOrEqual(0.98);
});

test('one fault is one error: at most 1 % of the faults have errors beside it', () => {
  expect(sum('single') / sum('defects'), tableOf(accounts)).toBeGreaterThanOrEqual(0.99);
});

test('of the classes that can be repaired by a machine at least 80 % have a fix that compiles', () => {
  const fixable = accounts.filter((account) => account.fixable > 0);
  const repaired = fixable.filter((account) => account.repaired > 0);
  expect(repaired.length / fixable.length, tableOf(accounts)).toBeGreaterThanOrEqual(0.8);
});
