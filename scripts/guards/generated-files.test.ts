import { expect, test } from 'vitest';
import { compare } from './generated-files.ts';
import { treeOf } from './tree.ts';

test('a generated file that is missing, edited by hand or impossible to make is found, at the line that differs', () => {
  const tree = treeOf({ 'a.md': 'one\ntwo\n', 'b.md': 'one\n2\n' });
  const made = ['a.md', 'b.md', 'c.md'].map((path) => ({ path, text: 'one\ntwo\n' }));
  const wanted = [...made, { path: 'd.md', problem: 'The kind x has no lower.ts.' }];
  expect(compare(tree, wanted)).toEqual([
    {
      file: 'b.md',
      line: 2,
      rule: 'generated-files',
      message: 'The generated file is out of date: run npm run generate.',
    },
    { file: 'c.md', line: 0, rule: 'generated-files', message: 'The generated file is missing: run npm run generate.' },
    {
      file: 'd.md',
      line: 0,
      rule: 'generated-files',
      message: 'The generated file cannot be made: The kind x has no lower.ts.',
    },
  ]);
});
