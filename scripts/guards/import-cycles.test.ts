import { expect, test } from 'vitest';
import { importCycles } from './import-cycles.ts';
import { treeOf } from './tree.ts';

test('a circle of imports is found once, with its way', () => {
  const tree = treeOf({
    'packages/plan/src/a.ts': "import { b } from './b.ts';",
    'packages/plan/src/b.ts': "\nexport { c } from './c.ts';",
    'packages/plan/src/c.ts': "const a = await import('./a.ts');",
  });
  expect(importCycles.check(tree)).toEqual([
    {
      file: 'packages/plan/src/c.ts',
      line: 1,
      rule: 'import-cycles',
      message:
        'Circle: packages/plan/src/a.ts > packages/plan/src/b.ts > packages/plan/src/c.ts > packages/plan/src/a.ts',
    },
  ]);
});

test('types that refer to each other are no circle', () => {
  const tree = treeOf({
    'packages/plan/src/a.ts': "import type { B } from './b.ts';",
    'packages/plan/src/b.ts': "import type { A } from './a.ts';",
  });
  expect(importCycles.check(tree)).toEqual([]);
});

test('two files with a common import are no circle', () => {
  const tree = treeOf({
    'packages/plan/src/a.ts': "import './b.ts'; import './c.ts';",
    'packages/plan/src/b.ts': "import './c.ts';",
    'packages/plan/src/c.ts': '',
  });
  expect(importCycles.check(tree)).toEqual([]);
});
