import { expect, test } from 'vitest';
import { lockfile } from './lockfile.ts';
import { treeOf } from './tree.ts';

const lock = (packages: object) => treeOf({ 'package-lock.json': JSON.stringify({ packages }, null, 1) });

test('entries without a place, links and the public registry are fine', () => {
  const packages = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { resolved: 'https://registry.npmjs.org/b/-/b-1.0.0.tgz' },
    'node_modules/@omniroute/cli': { resolved: 'packages/cli', link: true },
  };
  expect(lockfile.check(lock(packages))).toEqual([]);
});

test('an entry from another host is found at its line, a missing lockfile too', () => {
  expect(lockfile.check(lock({ 'node_modules/a': { resolved: 'https://npm.example.org/a.tgz' } }))).toEqual([
    {
      file: 'package-lock.json',
      line: 4,
      rule: 'lockfile',
      message: 'node_modules/a is fetched from another place than https://registry.npmjs.org/.',
    },
  ]);
  expect(lockfile.check(treeOf({}))).toHaveLength(1);
});
