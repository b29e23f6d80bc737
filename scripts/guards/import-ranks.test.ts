import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { importRanks } from './import-ranks.ts';
import { treeOf } from './tree.ts';

const messages = (files: Record<string, string>) =>
  (importRanks.check(treeOf(files)) as Finding[]).map(
    (finding) => `${finding.file}:${finding.line} ${finding.message}`,
  );

test('an import that points down is fine, however it is written', () => {
  expect(
    messages({
      'compiler/src/a.ts': "import type { X } from '@omniroute/plan';\nexport * from '@omniroute/kinds/lowerings';",
      'packages/primitives/src/a.ts': "import { ok } from '@omniroute/errors';",
    }),
  ).toEqual([]);
});

test('an arrow that points up is found at its line', () => {
  expect(
    messages({ 'packages/server-kit/src/a.ts': "import 'node:fs';\nimport { compile } from '@omniroute/compiler';" }),
  ).toEqual(['packages/server-kit/src/a.ts:2 server-kit (rank 5) may not import compiler (rank 6).']);
});

test('static, type-only, re-exported, dynamic and in-type imports are all read', () => {
  const text = [
    "import { a } from '@omniroute/simulator';",
    "import type { b } from '@omniroute/simulator';",
    "export { c } from '@omniroute/simulator';",
    "export type * from '@omniroute/simulator';",
    "const d = await import('@omniroute/simulator');",
    "type E = import('@omniroute/simulator').E;",
  ].join('\n');
  const lines = messages({ 'packages/engine/src/a.ts': text }).map((message) => message.split(' ')[0]);
  expect(lines).toEqual([1, 2, 3, 4, 5, 6].map((line) => `packages/engine/src/a.ts:${line}`));
});

test('the same rank does not import each other', () => {
  expect(messages({ 'designer/src/a.ts': "import { b } from '@omniroute/runtime/server';" })).toEqual([
    'designer/src/a.ts:1 designer (rank 7) may not import runtime (rank 7).',
  ]);
});

test('a row that the table narrows allows only what it names', () => {
  expect(messages({ 'packages/contracts/src/a.ts': "import { parse } from '@omniroute/expressions';" })).toEqual([
    'packages/contracts/src/a.ts:1 contracts may import only errors, dsl, plan; not expressions.',
  ]);
});

test('tests may use testing and tooling, sources may not', () => {
  const text = "import { fake } from '@omniroute/testing';";
  expect(messages({ 'packages/plan/src/a.test.ts': text })).toEqual([]);
  expect(messages({ 'packages/plan/src/a.ts': text })).toEqual(['packages/plan/src/a.ts:1 testing is for tests only.']);
});

test('the command line loads products late, and the sandbox is imported by nobody', () => {
  expect(
    messages({
      'packages/cli/src/a.ts':
        "import { s } from '@omniroute/runtime/server';\nconst late = await import('@omniroute/runtime/server');\nimport '@omniroute/commerce-sandbox';",
    }),
  ).toEqual([
    'packages/cli/src/a.ts:1 cli loads runtime by dynamic import only.',
    'packages/cli/src/a.ts:3 commerce-sandbox is a process of its own: start it, nobody imports it.',
  ]);
});

test('naming the entry of a process without loading it is no import', () => {
  expect(
    messages({ 'packages/cli/src/a.ts': "const main = import.meta.resolve('@omniroute/commerce-sandbox/main');" }),
  ).toEqual([]);
});

test('a package without a rank is found', () => {
  expect(messages({ 'packages/odds/src/a.ts': "import { ok } from '@omniroute/errors';" })).toEqual([
    'packages/odds/src/a.ts:1 odds is not in the table of ranks (scripts/guards/ranks.ts).',
  ]);
});

test('nodes inside n8n import types of the contracts only', () => {
  const text = "import type { Run } from '@omniroute/contracts';\nimport { Run } from '@omniroute/contracts';";
  expect(messages({ 'n8n-nodes/nodes/a.ts': text })).toEqual(['n8n-nodes/nodes/a.ts:2 n8n-nodes imports types only.']);
});
