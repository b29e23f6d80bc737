import { expect, test } from 'vitest';
import { fileLength, lengthFigures } from './file-length.ts';
import { treeOf } from './tree.ts';

const lines = (count: number) => 'x;\n'.repeat(count);
const small = { 'a.ts': lines(10), 'b.ts': lines(20), 'c.ts': lines(30) };

test('a file over 500 lines needs a dated note', () => {
  const few = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.ts`, lines(10)]));
  expect(fileLength.check(treeOf({ ...few, 'long.ts': lines(501) }))).toEqual([
    {
      file: 'long.ts',
      line: 501,
      rule: 'file-length',
      message: '501 lines; over 500 needs a note "Long file, YYYY-MM-DD: why", or better a second file.',
    },
  ]);
  expect(
    fileLength.check(treeOf({ ...few, 'long.ts': `// Long file, 2026-01-05: one table.\n${lines(501)}` })),
  ).toEqual([]);
  expect(fileLength.check(treeOf({ ...few, 'long.ts': lines(500) }))).toEqual([]);
});

test('the median and the share of usual files are judged over the whole tree', () => {
  expect(fileLength.check(treeOf({ 'a.ts': lines(101), 'b.ts': lines(301) }))).toEqual([
    { file: '.', line: 0, rule: 'file-length', message: 'The median file has 101 lines; at most 100.' },
    { file: '.', line: 0, rule: 'file-length', message: '50 % of files have at most 300 lines; nine in ten should.' },
  ]);
});

test('tests, generated lists and data are not counted', () => {
  const tree = treeOf({
    ...small,
    'd.test.ts': lines(400),
    'packages/kinds/src/registry/definitions.ts': lines(900),
    'e.json': lines(900),
  });
  expect(lengthFigures(tree)).toEqual({ files: 3, median: 20, usualShare: 1 });
});
