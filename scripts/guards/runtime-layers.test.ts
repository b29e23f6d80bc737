import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { runtimeLayers } from './runtime-layers.ts';
import { treeOf } from './tree.ts';

const messages = (path: string, text: string) =>
  (runtimeLayers.check(treeOf({ [path]: text })) as Finding[]).map((finding) => `${finding.line} ${finding.message}`);

const ORDER = 'domain < storage < codec < activities, projection < ingress, worker < api.';

test('a folder of runtime imports lower ones', () => {
  expect(
    messages('runtime/src/api/a.ts', "import '../storage/b.ts'; import '../domain/c.ts'; import './d.ts';"),
  ).toEqual([]);
});

test('an inner arrow that points up or sideways is found', () => {
  expect(messages('runtime/src/storage/a.ts', "import '../codec/b.ts';")).toEqual([
    `1 storage may not import codec: ${ORDER}`,
  ]);
  expect(messages('runtime/src/projection/a.ts', "import '../activities/b.ts';")).toEqual([
    `1 projection may not import activities: ${ORDER}`,
  ]);
});

test('workflows import the pure core and the workflow library only', () => {
  const text = [
    "import { step } from '@omniroute/engine';",
    "import * as workflow from '@temporalio/workflow';",
    "import './protocol.ts';",
    "import type { Static } from 'typebox';",
    "import '../codec/encodings.ts';",
    "import { compile } from '@omniroute/compiler';",
  ].join('\n');
  expect(messages('runtime/src/workflows/a.ts', text)).toEqual([
    '4 workflows imports the pure core, @temporalio/workflow and @temporalio/common only; not typebox.',
    '5 workflows may not import runtime/src/codec/encodings.ts: it runs in the sandbox.',
    '6 workflows imports the pure core, @temporalio/workflow and @temporalio/common only; not @omniroute/compiler.',
  ]);
});

test('nobody else imports the workflow library, in any package', () => {
  expect(messages('runtime/src/api/a.ts', "import '@temporalio/workflow';")).toEqual([
    '1 Only runtime/src/workflows imports @temporalio/workflow.',
  ]);
  expect(messages('packages/simulator/src/a.ts', "import '@temporalio/workflow';")).toHaveLength(1);
});

test('publishing is the one importer of the compiler', () => {
  const text = "import { compile } from '@omniroute/compiler';";
  expect(messages('runtime/src/api/publish/a.ts', text)).toEqual([]);
  expect(messages('runtime/src/api/services.ts', text)).toEqual([
    '1 Only runtime/src/api/publish imports the compiler.',
  ]);
});

test('a folder that the design does not name is found', () => {
  expect(messages('runtime/src/helpers/a.ts', '')).toEqual(["0 runtime/src/helpers is not in the design's layout."]);
});
