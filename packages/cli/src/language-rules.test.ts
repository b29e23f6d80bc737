import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../test/language/rules.ts';

const root = new URL('../../../', import.meta.url);
const language = readFileSync(new URL('docs/language.md', root), 'utf8');

/** The text of a section of the language. */
function sectionOf(title: string): string {
  const start = language.indexOf(`## ${title}\n`);
  const end = language.indexOf('\n## ', start + 1);
  return start < 0 ? '' : language.slice(start, end < 0 ? undefined : end);
}

describe.each(Object.entries(rules))('the language, section %s', (title, own) => {
  test.each(own)('%s', (words, file, name) => {
    expect(sectionOf(title)).toContain(words);
    expect(readFileSync(new URL(file, root), 'utf8')).toContain(`'${name}'`);
  });
});
