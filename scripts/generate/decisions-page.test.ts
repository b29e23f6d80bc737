import { expect, test } from 'vitest';
import { treeOf } from '../guards/tree.ts';
import { decisionsPage } from './decisions-page.ts';

test('decisions are listed newest first, with their headings and places', async () => {
  const text = await decisionsPage.write(
    treeOf({
      'runtime/a.decision.md': '# Why a\n\n2026-01-02\n\nBecause.',
      'compiler/b.decision.md': '# Why b (2026-03-04)\n\nBecause.',
    }),
  );
  expect(text.split('\n').slice(-3, -1)).toEqual([
    '| 2026-03-04 | [Why b](../compiler/b.decision.md) |',
    '| 2026-01-02 | [Why a](../runtime/a.decision.md) |',
  ]);
});

test('a decision without a date or a heading stops the generator', () => {
  expect(() => decisionsPage.write(treeOf({ 'a.decision.md': '# Why\n\nBecause.' }))).toThrow(
    'a.decision.md has no date',
  );
  expect(() => decisionsPage.write(treeOf({ 'a.decision.md': '2026-01-02' }))).toThrow('a.decision.md has no heading.');
});
