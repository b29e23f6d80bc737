import { expect, test } from 'vitest';
import { packageDoors } from './package-doors.ts';
import { treeOf } from './tree.ts';

const manifests = {
  'packages/plan/package.json': '{ "exports": { ".": "./src/index.ts" } }',
  'packages/kinds/package.json': '{ "exports": { "./definitions": "./src/registry/definitions.ts" } }',
};

test('a declared door and a file of the same package are fine', () => {
  const tree = treeOf({
    ...manifests,
    'compiler/src/check/a.ts': "import '@omniroute/plan'; import '@omniroute/kinds/definitions'; import '../index.ts';",
    'compiler/src/a.test.ts': "import service from '../../templates/order/service.json' with { type: 'json' };",
  });
  expect(packageDoors.check(tree)).toEqual([]);
});

test("another package's inside, a missing door, a missing package and a package's own name are found", () => {
  const tree = treeOf({
    ...manifests,
    'packages/plan/src/a.ts': [
      "import '../../engine/src/state.ts';",
      "import '@omniroute/kinds';",
      "import '@omniroute/nothing';",
      "import '@omniroute/plan';",
    ].join('\n'),
  });
  const finding = (line: number, message: string) => ({
    file: 'packages/plan/src/a.ts',
    line,
    rule: 'package-doors',
    message,
  });
  expect(packageDoors.check(tree)).toEqual([
    finding(1, '../../engine/src/state.ts leaves the package; import it by its name.'),
    finding(2, '@omniroute/kinds has no door "."; it has ./definitions.'),
    finding(3, 'There is no package @omniroute/nothing.'),
    finding(4, 'plan imports itself by name; use a relative path.'),
  ]);
});
