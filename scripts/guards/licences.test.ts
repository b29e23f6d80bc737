import { expect, test } from 'vitest';
import type { Finding } from './finding.ts';
import { allows, licences } from './licences.ts';
import { treeOf } from './tree.ts';

const messages = (packages: object) =>
  (licences.check(treeOf({ 'package-lock.json': JSON.stringify({ packages }) })) as Finding[]).map(
    (finding) => finding.message,
  );

test('an SPDX expression is allowed by one of its choices, with all of its parts', () => {
  expect(allows('(GPL-3.0 OR MIT)', ['MIT'])).toBe(true);
  expect(allows('(MIT AND CC-BY-3.0)', ['MIT'])).toBe(false);
  expect(allows('MIT AND ISC', ['MIT', 'ISC'])).toBe(true);
});

test('a shipped package is held to the short list, a tool to the longer one', () => {
  const packages = {
    '': { devDependencies: { tool: '1' } },
    'packages/cli': { dependencies: { lib: '1', vite: '8' } },
    'node_modules/lib': { version: '1.0.0', license: 'MIT', dependencies: { deep: '1' } },
    'node_modules/deep': { version: '2.0.0', license: 'MPL-2.0' },
    'node_modules/vite': { version: '8.0.0', license: 'MIT', dependencies: { css: '1' } },
    'node_modules/css': { version: '3.0.0', license: 'MPL-2.0' },
    'node_modules/tool': { version: '4.0.0', license: 'CC-BY-4.0' },
  };
  expect(messages(packages)).toEqual(['deep@2.0.0 (shipped) has licence MPL-2.0.']);
});

test('a nested copy is found by the lookup of Node', () => {
  const packages = {
    'packages/cli': { dependencies: { lib: '1' } },
    'node_modules/lib': { license: 'MIT', dependencies: { deep: '1' } },
    'node_modules/lib/node_modules/deep': { version: '2.0.0', license: 'GPL-3.0' },
    'node_modules/deep': { version: '1.0.0', license: 'MIT' },
  };
  expect(messages(packages)).toEqual(['deep@2.0.0 (shipped) has licence GPL-3.0.']);
});

test('a package that states no licence is found', () => {
  expect(
    messages({ 'packages/cli': { dependencies: { lib: '1' } }, 'node_modules/lib': { version: '1.0.0' } }),
  ).toEqual(['lib@1.0.0 (shipped) has licence not stated.']);
});
