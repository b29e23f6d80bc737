import { expect, test } from 'vitest';
import { documentLinks } from './document-links.ts';
import { treeOf } from './tree.ts';

test('links to files, folders, headings and other sites are fine, and code is not read', () => {
  const tree = treeOf({
    'README.md':
      '[a](docs/a.md) [b](packages) [c](https://example.org) ![d](docs/images/run.png) [e](#top)\n# Top\n`[x](y)`\n```\n[z](z)\n```',
    'docs/a.md': '## 7. Errors, `codes` & more\n[back](../README.md) [here](#7-errors-codes--more)',
    'docs/images/run.png': '',
    'packages/a/x.ts': '',
  });
  expect(documentLinks.check(tree)).toEqual([]);
});

test('a missing file and a missing heading are found', () => {
  const tree = treeOf({ 'docs/a.md': '# One\n[b](b.md)\n![c](images/c.png) [d](#two)' });
  const finding = (line: number, message: string) => ({ file: 'docs/a.md', line, rule: 'document-links', message });
  expect(documentLinks.check(tree)).toEqual([
    finding(2, 'b.md leads to nothing.'),
    finding(3, 'images/c.png leads to nothing.'),
    finding(3, 'docs/a.md has no heading #two.'),
  ]);
});
