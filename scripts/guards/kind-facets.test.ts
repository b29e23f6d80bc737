import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { kindFacets } from './kind-facets.ts';
import { treeOf } from './tree.ts';

const messages = (path: string, text: string) =>
  (kindFacets.check(treeOf({ [path]: text })) as Finding[]).map((finding) => `${finding.line} ${finding.message}`);

test('a kind that keeps to its folder is fine', () => {
  expect(
    messages(
      'packages/kinds/src/wait/lower.ts',
      "import type { wait } from './definition.ts';\nimport { constant } from '@omniroute/kind-sdk';",
    ),
  ).toEqual([]);
  expect(
    messages(
      'packages/kinds/src/wait/activity.ts',
      "import { wait } from './definition.ts';\nimport { helper } from './helper.ts';",
    ),
  ).toEqual([]);
});

test('a kind never imports another kind, not even in its test', () => {
  const expected = [
    '1 A kind never imports outside its own folder (../decision/definition.ts); what kinds share lives in kind-sdk.',
  ];
  expect(messages('packages/kinds/src/wait/activity.ts', "import { d } from '../decision/definition.ts';")).toEqual(
    expected,
  );
  expect(messages('packages/kinds/src/wait/kind.test.ts', "import { d } from '../decision/definition.ts';")).toEqual(
    expected,
  );
});

test('a lowering knows its own definition as a type, and kind-sdk', () => {
  const text = [
    "import { wait } from './definition.ts';",
    "import { run } from './activity.ts';",
    "import { Type } from 'typebox';",
  ].join('\n');
  expect(messages('packages/kinds/src/wait/lower.ts', text)).toEqual([
    '1 lower.ts imports its definition as a type (import type).',
    '2 lower.ts knows its own definition only.',
    '3 lower.ts imports @omniroute/kind-sdk only; not typebox.',
  ]);
});

test('a definition imports nothing of its kind', () => {
  expect(messages('packages/kinds/src/wait/definition.ts', "import { run } from './activity.ts';")).toEqual([
    '1 definition.ts imports no other file of its kind.',
  ]);
});
