import { existsSync, readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { simulate } from '@omniroute/simulator';
import type { ServiceBuilder } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import type { PlayedRule, Section } from '../test/language/rule.ts';
import { sections } from '../test/language/rules.ts';
import { sentencesOf } from '../test/language/sentences.ts';

const root = new URL('../../../', import.meta.url);
const pages = readFileSync(new URL('docs/language.md', root), 'utf8')
  .split(/\n(?=## )/)
  .slice(1);
const titleOf = (page: string) => page.slice('## '.length, page.indexOf('\n'));
const texts = new Map(pages.map((page) => [titleOf(page), page]));
const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };

function check(service: ServiceBuilder) {
  const { plan, diagnostics } = compile({ document: service.json }, options);
  return { plan, errors: diagnostics.filter(({ severity }) => severity === 'error'), diagnostics };
}

/** The findings that matter to a rule: all errors, and of the rest what the rule speaks of. */
function findingsOf(service: ServiceBuilder, expected: readonly string[]): readonly string[] {
  return check(service)
    .diagnostics.map(({ code, pointer, severity }) => ({ line: `${code} ${pointer}`, severity }))
    .filter(({ line, severity }) => severity === 'error' || expected.includes(line))
    .map(({ line }) => line);
}

/** What a rule wants to know of a run. */
function reportOf(service: ServiceBuilder, given: PlayedRule[2], wanted: PlayedRule[3]) {
  const { plan, errors } = check(service);
  if (plan === undefined) throw new Error(JSON.stringify(errors));
  const report = simulate(plan, { name: 'rule', ...given });
  const known = {
    ...report,
    path: report.path.map(({ node, status }) => (status === 'completed' ? node : `${node}:${status}`)).join(' '),
    keys: report.calls.map(({ key }) => key),
    inputs: report.calls.map(({ input }) => input),
    code: report.error?.code,
  };
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, known[name as keyof typeof known]]));
}

/** Whether the test is there. Some titles hold a quote and are written in other ones. */
function isThere(file: string, title: string | undefined): boolean {
  const at = new URL(file, root);
  if (title === undefined) return file.includes('/cases/') && existsSync(at);
  if (!existsSync(at)) return false;
  const text = readFileSync(at, 'utf8');
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((written) => text.includes(written));
}

const wordsOf = ({ shown = [], found = [], played = [], owed = [], silent = [] }: Section): readonly string[] => [
  ...[...shown, ...found, ...played, ...owed].map(([words]) => words),
  ...silent,
];

test('every section of the language has rules', () => {
  expect(sections.map(({ title }) => title)).toEqual([...texts.keys()]);
});

describe.each(sections.map((section) => [section.title, section] as const))(
  'LANGUAGE.md section %s',
  (title, section) => {
    const sentences = sentencesOf(texts.get(title) ?? '');

    test('every sentence has a rule, and every rule is in a sentence', () => {
      const words = wordsOf(section);
      expect({
        sentences: sentences.filter((sentence) => !words.some((each) => sentence.includes(each))),
        rules: words.filter((each) => !sentences.some((sentence) => sentence.includes(each))),
      }).toEqual({ sentences: [], rules: [] });
    });

    test.each(section.shown ?? [])('%s: shown by %s', (_, file, name?: string) => {
      expect(isThere(file, name)).toBe(true);
    });

    test.each(section.found ?? [])('%s', (_, service, findings) => {
      expect(findingsOf(service, findings)).toEqual(findings);
    });

    test.each(section.played ?? [])('%s', (_, service, given, report) => {
      expect(reportOf(service, given, report)).toEqual(report);
    });
  },
);
