import { expect, test } from 'vitest';
import { machineTraces } from './machine-traces.ts';
import { treeOf } from './tree.ts';

/** Written in pieces: this file must not be a finding itself. */
const piece = (...parts: string[]) => parts.join('');

test('paths of one machine and registry hosts are found', () => {
  const tree = treeOf({
    'a.ts': `const a = '${piece('/wo', 'rk/main/x')}';\nconst b = "${piece('/ho', 'me/ada/x')}";`,
    'b.md': `see ${piece('..', '/sha', 'red/DESIGN.md')}`,
    'c.json': `{ "resolved": "${piece('https://', 'npm-mir', 'ror.example/x')}" }`,
    '.npmrc': piece('regi', 'stry = http://10.0.0.1/'),
  });
  expect(machineTraces.check(tree)).toEqual([
    { file: '.npmrc', line: 1, rule: 'machine-traces', message: expect.stringContaining('a registry host') },
    { file: 'a.ts', line: 1, rule: 'machine-traces', message: expect.stringContaining('a path of one machine') },
    { file: 'a.ts', line: 2, rule: 'machine-traces', message: expect.stringContaining('a path of one machine') },
    { file: 'b.md', line: 1, rule: 'machine-traces', message: expect.stringContaining('a path of one machine') },
    { file: 'c.json', line: 1, rule: 'machine-traces', message: expect.stringContaining('a registry host') },
  ]);
});

test('ordinary paths, addresses and the public registry are fine', () => {
  const tree = treeOf({
    'a.ts':
      "import '../work/a.ts'; const b = 'packages/work/x'; const c = '/usr/bin/chromium'; const d = '/workflows';",
    'b.json': '{ "resolved": "https://registry.npmjs.org/ajv/-/ajv-8.20.0.tgz" }',
  });
  expect(machineTraces.check(tree)).toEqual([]);
});
