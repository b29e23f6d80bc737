import { expect, test } from 'vitest';
import { parseErrors } from './parse-errors.ts';
import { treeOf } from './tree.ts';

test('a file that cannot be read is found', () => {
  expect(parseErrors.check(treeOf({ 'a.ts': 'const a = ;', 'b.ts': 'const b = 1;' }))).toEqual([
    { file: 'a.ts', line: 0, rule: 'parse-errors', message: expect.any(String) },
  ]);
});
