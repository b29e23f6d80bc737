import { expect, test } from 'vitest';
import { treeOf } from './tree.ts';
import { worlds } from './worlds.ts';

test('no Node in the pure core or the page, no React in a server', () => {
  const tree = treeOf({
    'packages/plan/src/a.ts': "import { readFileSync } from 'node:fs';",
    'designer/src/app/a.tsx': "import { gate } from '@omniroute/server-kit';\nimport { Button } from '@omniroute/ui';",
    'runtime/src/api/a.ts': "import 'node:fs';\nimport { views } from '@omniroute/kinds/views';",
    'packages/kinds/src/x/lower.ts': "import { activityName } from '@omniroute/kind-sdk/activity';",
    'packages/plan/src/a.test.ts': "import { readFileSync } from 'node:fs';",
  });
  const finding = (file: string, line: number, message: string) => ({ file, line, rule: 'worlds', message });
  expect(worlds.check(tree)).toEqual([
    finding(
      'designer/src/app/a.tsx',
      1,
      '@omniroute/server-kit belongs to the node world; this file is of the browser world.',
    ),
    finding(
      'packages/kinds/src/x/lower.ts',
      1,
      '@omniroute/kind-sdk/activity belongs to the node world; this file is of the pure world.',
    ),
    finding('packages/plan/src/a.ts', 1, 'node:fs belongs to the node world; this file is of the pure world.'),
    finding(
      'runtime/src/api/a.ts',
      2,
      '@omniroute/kinds/views belongs to the browser world; this file is of the node world.',
    ),
  ]);
});
