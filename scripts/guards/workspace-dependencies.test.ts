import { expect, test } from 'vitest';
import { treeOf } from './tree.ts';
import { workspaceDependencies } from './workspace-dependencies.ts';

const root = { 'package.json': '{ "devDependencies": { "vitest": "5" } }' };

test('what is imported is declared and what is declared is imported', () => {
  const tree = treeOf({
    ...root,
    'packages/plan/package.json': '{\n "dependencies": {\n  "re2js": "2",\n  "@omniroute/errors": "*" } }',
    'packages/plan/src/a.ts':
      "import { ok } from '@omniroute/errors';\nimport { Type } from 'typebox';\nimport { join } from 'node:path';",
    'scripts/a.ts': "import { parseSync } from 'rolldown/utils';",
  });
  const finding = (file: string, line: number, message: string) => ({
    file,
    line,
    rule: 'workspace-dependencies',
    message,
  });
  expect(workspaceDependencies.check(tree)).toEqual([
    finding('packages/plan/src/a.ts', 2, 'typebox is imported and not declared.'),
    finding('packages/plan/package.json', 3, 're2js is declared and never imported.'),
    finding('scripts/a.ts', 1, 'rolldown is imported and not declared.'),
  ]);
});

test("tests may use the root's tools and packages of ours; a subpath, a stylesheet and a resolved entry count as use", () => {
  const tree = treeOf({
    ...root,
    'packages/cli/package.json':
      '{ "dependencies": { "ajv": "8", "tailwindcss": "4", "@omniroute/runtime": "*", "@types/pg": "8" } }',
    'packages/cli/src/a.ts':
      "import ajv from 'ajv/dist/2020.js';\nconst main = import.meta.resolve('@omniroute/runtime/server');",
    'packages/cli/src/a.css': "@import 'tailwindcss';",
    'packages/cli/src/a.test.ts': "import { test } from 'vitest';\nimport { fake } from '@omniroute/testing';",
  });
  expect(workspaceDependencies.check(tree)).toEqual([]);
});
