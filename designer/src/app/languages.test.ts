import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatsOf } from './format.ts';
import { preferredLanguage } from './language.ts';
import { LANGUAGES, loadCatalogue, withPluralForms } from './languages.ts';
import { en } from './texts.ts';

const words: Readonly<Record<string, string>> = en;
const folder = fileURLToPath(new URL('./languages/', import.meta.url));
const source = fileURLToPath(new URL('../', import.meta.url));
/** What stands on every page: a language that lacks some of it is not offered. */
const FRAME = ['app.', 'nav.', 'theme.', 'language.', 'loading', 'retry', 'more', 'required'];
/** As much of the rest may be English while words are added; the catalogues of two languages are only begun. */
const MOST_MISSING = { fr: 0.5, pt: 0.5, sw: 0.5, ha: 0.9, yo: 0.9 } as const;

const OTHERS = LANGUAGES.flatMap(({ id, name }) => (id === 'en' ? [] : [{ id, name }]));

const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
const formless = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const isPlural = (key: string) => `${formless(key)}_other` in words;
/** The English words that a key of another language stands for. */
const english = (key: string) => words[key] ?? (isPlural(key) ? words[`${formless(key)}_other`] : undefined);

describe.each(OTHERS)('the catalogue of $name', ({ id }) => {
  const read = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Record<string, string>;

  it('has no key that English lacks, no empty words, and the placeholders that English has', () => {
    const faults = Object.entries(read).flatMap(([key, text]) => {
      const own = english(key);
      if (own === undefined) return [`${key} is not in English`];
      if (text.trim() === '') return [`${key} is empty`];
      // "One task" need not say the number.
      const wanted = placeholders(own).filter((each) => !(isPlural(key) && each === '{{count}}'));
      const given = placeholders(text);
      const isRight =
        wanted.every((each) => given.includes(each)) && given.every((each) => placeholders(own).includes(each));
      return isRight ? [] : [`${key} has ${given.join(', ')} for ${placeholders(own).join(', ')}`];
    });
    expect(faults).toEqual([]);
  });

  it('has every form of number that the language has, the frame of the page, and as much of the rest as it says', async () => {
    const full = await loadCatalogue(id);
    const forms = new Intl.PluralRules(id).resolvedOptions().pluralCategories;
    const lacks = Object.keys(words).filter((key) =>
      isPlural(key) ? forms.some((form) => !(`${formless(key)}_${form}` in full)) : !(key in full),
    );
    process.stdout.write(`${id}: ${Object.keys(words).length - lacks.length} of ${Object.keys(words).length} words\n`);
    expect(lacks.filter((key) => FRAME.some((part) => key.startsWith(part)))).toEqual([]);
    expect(lacks.length / Object.keys(words).length, `missing: ${lacks.join(' ')}`).toBeLessThan(MOST_MISSING[id]);
  });
});

it('every catalogue that lies there is offered', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(OTHERS.map(({ id }) => `${id}.json`).sort());
});

it('every word that the page asks for by its key is there in English', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.test.'),
  );
  const asked = files.flatMap((name) =>
    [...readFileSync(join(source, name), 'utf8').matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => [name, key ?? '']),
  );
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter(([, key]) => english(key ?? '') === undefined)).toEqual([]);
});

it('forms of number that a catalogue leaves out are filled in', () => {
  expect(withPluralForms({ a_one: 'une', a_other: 'des', b: 'x' }, 'fr')).toEqual({
    a_one: 'une',
    a_many: 'des',
    a_other: 'des',
    b: 'x',
  });
});

it('the language is the one that was chosen, else the first of the browser that there is, else English', () => {
  expect(preferredLanguage('sw', ['fr-FR'])).toBe('sw');
  expect(preferredLanguage(null, ['de-DE', 'pt-BR', 'fr'])).toBe('pt');
  expect(preferredLanguage('klingon', ['de'])).toBe('en');
});

it('instants, numbers and money are written as the language does, money from its minor units', () => {
  const plain = (text: string) => text.replaceAll(/\s/g, ' ');
  const [english, french] = [formatsOf('en', 'UTC'), formatsOf('fr', 'UTC')];
  expect(plain(english.instant('2026-03-01T15:04:05Z'))).toBe('Mar 1, 2026, 3:04:05 PM');
  expect(plain(french.instant('2026-03-01T15:04:05Z'))).toBe('1 mars 2026, 15:04:05');
  expect([plain(english.number(1234.5)), plain(french.number(1234.5))]).toEqual(['1,234.5', '1 234,5']);
  expect([plain(english.money(1250, 'USD')), plain(french.money(1250, 'XOF'))]).toEqual(['$12.50', '1 250 F CFA']);
});
