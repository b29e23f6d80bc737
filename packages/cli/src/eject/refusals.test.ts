import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../../../', import.meta.url);
const generator = new URL('compiler/src/generate/temporal-ts/', root);

/** Reasons as they are written in the code, with a mark for what is filled in. */
function reasonsOf(text: string): readonly string[] {
  const written = text.matchAll(/\brefuse\(\s*('[^']*'|`[^`]*`)/g);
  return [...written].map(([, reason = '']) => reason.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'));
}

test('the page of the export lists every reason for which something is refused, and no other', () => {
  const page = readFileSync(new URL('docs/export.md', root), 'utf8');
  const listed = page
    .slice(page.indexOf('## Refused'))
    .split('\n')
    .flatMap((line) => /^\| (.*?) \|/.exec(line)?.[1] ?? [])
    .filter((reason) => reason !== 'reason' && reason !== '---');
  const files = readdirSync(generator, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const reasons = sources.flatMap((file) => reasonsOf(readFileSync(new URL(file, generator), 'utf8')));
  expect([...new Set(listed)].sort()).toEqual([...new Set(reasons)].sort());
});
