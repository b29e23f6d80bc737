import { expect, test } from 'vitest';
import { captions } from './captions.ts';
import { treeOf } from './tree.ts';

test('packages, products, templates and kinds have a caption as the first line of their README', () => {
  const tree = treeOf({
    'README.md': '# The root has a title',
    '.ci/run': '',
    'compiler/README.md': 'JSON service in, plan or diagnostics out.\n\nMore.',
    'compiler/src/a.ts': '',
    'packages/README.md': 'What more than one product needs.',
    'packages/plan/README.md': '# Plan\n',
    'packages/kinds/README.md': 'Kinds.',
    'packages/kinds/src/wait/definition.ts': '',
    'packages/kinds/src/registry/definitions.ts': '',
    'runtime/README.md': 'Runs plans durably and serves the API.',
    'runtime/src/codec/README.md': '\n',
  });
  const finding = (file: string, message: string) => ({
    file: `${file}/README.md`,
    line: 1,
    rule: 'captions',
    message,
  });
  const heading = 'The first line is a heading or empty; it should be a sentence that says what is in the folder.';
  expect(captions.check(tree)).toEqual([
    finding('packages/kinds', '"Kinds." says too little to predict a file.'),
    finding('packages/kinds/src/wait', 'The folder has no README with a caption as its first line.'),
    finding('packages/plan', heading),
    finding('runtime/src/codec', heading),
  ]);
});
