import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { applyAll, type Operation } from '@omniroute/dsl';
import { DIAGNOSTIC_CODES, type Diagnostic } from '@omniroute/errors';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { describe, expect, test } from 'vitest';
import { type CompileResult, compile, type LoweringRegistry } from './index.ts';

const folder = new URL('../cases/', import.meta.url);
const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** The text of a case; one that is no JSON on purpose is kept as plain text. */
function textOf(name: string): string {
  const json = new URL(`${name}/service.json`, folder);
  return readFileSync(existsSync(json) ? json : new URL(`${name}/service.txt`, folder), 'utf8');
}

function errorsOf(result: CompileResult): string[] {
  return result.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, pointer }) => `${code} ${pointer}`);
}

describe.each(names)('case %s', (name) => {
  const result = compile({ text: textOf(name) }, options);
  const expected = JSON.parse(
    readFileSync(new URL(`${name}/diagnostics.json`, folder), 'utf8'),
  ) as Diagnostic<Operation>[];

  test('gives exactly its findings, its own code among them', () => {
    expect(result.diagnostics).toEqual(expected);
    expect(result.diagnostics.map(({ code }) => code)).toContain(name.slice(0, 6));
    expect(result.ok).toBe(errorsOf(result).length === 0);
  });

  test.each(
    expected.filter(({ fix }) => fix !== undefined).map((finding) => [finding.code, finding.pointer, finding] as const),
  )('the fix of %s at %s repairs it and breaks nothing', (code, pointer, { fix = [] }) => {
    const applied = result.service === undefined ? null : applyAll(result.service, fix);
    if (applied?.ok !== true) throw new Error('the fix cannot be applied');
    const repaired = compile({ document: JSON.parse(JSON.stringify(applied.value.service)) }, options);
    expect(repaired.diagnostics.filter((each) => each.code === code && each.pointer === pointer)).toEqual([]);
    expect(errorsOf(repaired)).toEqual(errorsOf(result).filter((each) => each !== `${code} ${pointer}`));
  });
});

test('every code has a case, or a reason why it cannot have one yet', () => {
  const reasons = JSON.parse(readFileSync(new URL('without-case.json', folder), 'utf8')) as Record<string, string>;
  const covered = new Set(names.map((name) => name.slice(0, 6)));
  expect(Object.keys(reasons).filter((code) => covered.has(code))).toEqual([]);
  expect([...covered, ...Object.keys(reasons)].sort()).toEqual(Object.keys(DIAGNOSTIC_CODES).sort());
});
