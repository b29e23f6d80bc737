import { expect, test } from 'vitest';
import { kindNames, kindTypes } from './kind-names.ts';
import { treeOf } from './tree.ts';

const kinds = {
  'packages/kinds/src/human-task/definition.ts': '',
  'packages/kinds/src/transform/definition.ts': '',
  'packages/kinds/src/wait/definition.ts': '',
  'packages/kinds/src/activity/definition.ts': '',
  'packages/engine/src/event.ts': "export interface Done { readonly kind: 'activity'; }",
  'packages/plan/src/ops.ts': "export interface WaitOp { readonly op: 'wait'; }",
};

test('kind types come from the folder names, without those that are names of ops or events', () => {
  expect([...kindTypes(treeOf(kinds))]).toEqual(['human_task', 'transform']);
});

test('shared code that names a kind is found: as a string, a template or a key', () => {
  const tree = treeOf({
    ...kinds,
    'packages/engine/src/a.ts':
      "const a = x === 'human_task';\nconst b = `transform`;\nconst c = { human_task: 1 };\nconst d = 'wait';",
  });
  const finding = (line: number, name: string) => ({
    file: 'packages/engine/src/a.ts',
    line,
    rule: 'kind-names',
    message: `"${name}" is a kind; ask its definition a question instead of naming it.`,
  });
  expect(kindNames.check(tree)).toEqual([finding(1, 'human_task'), finding(2, 'transform'), finding(3, 'human_task')]);
});

test('tests, kinds and the command line may name them', () => {
  const text = "const a = 'human_task';";
  const tree = treeOf({
    ...kinds,
    'packages/engine/src/a.test.ts': text,
    'packages/cli/src/a.ts': text,
    'packages/kinds/src/human-task/lower.ts': text,
  });
  expect(kindNames.check(tree)).toEqual([]);
});
