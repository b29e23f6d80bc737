import { expect, test } from 'vitest';
import { designerBorders } from './designer-borders.ts';
import { treeOf } from './tree.ts';

test('the compiler worker is the one importer of the compiler, and the page never imports the sync server', () => {
  const tree = treeOf({
    'designer/src/problems/compiler.worker.ts': "import { compile } from '@omniroute/compiler';",
    'designer/src/canvas/a.ts': "import { compile } from '@omniroute/compiler';\nimport '../../sync/server.ts';",
  });
  const finding = (line: number, message: string) => ({
    file: 'designer/src/canvas/a.ts',
    line,
    rule: 'designer-borders',
    message,
  });
  expect(designerBorders.check(tree)).toEqual([
    finding(1, 'Only designer/src/problems/compiler.worker.ts imports the compiler.'),
    finding(2, 'designer/src never imports designer/sync.'),
  ]);
});
