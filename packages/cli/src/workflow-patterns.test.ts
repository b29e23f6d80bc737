import { readFileSync } from 'node:fs';
import { compile, type LoweringRegistry } from '@omniroute/compiler';
import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { simulate } from '@omniroute/simulator';
import { describe, expect, test } from 'vitest';
import { flow } from '../test/patterns/flow.ts';
import { instances } from '../test/patterns/instances.ts';
import { refused } from '../test/patterns/refused.ts';
import { states } from '../test/patterns/states.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const supported = [...flow, ...instances, ...states].sort((a, b) => a.number - b.number);

describe('workflow patterns that can be drawn', () => {
  test.each(supported.map((each) => [each.number, each.name, each] as const))('%i %s', (_, __, pattern) => {
    const { plan, diagnostics } = compile({ document: pattern.service.json }, options);
    if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
    const { path } = simulate(plan, { name: pattern.name, ...pattern.scenario });
    const visits = path.map(({ node, status }) => (status === 'completed' ? node : `${node}:${status}`));
    expect(visits.join(' ')).toBe(pattern.path);
  });
});

describe('workflow patterns that are refused', () => {
  test.each(refused.map((each) => [each.number, each.name, each] as const))('%i %s', (_, __, pattern) => {
    const { ok, diagnostics } = compile({ document: pattern.service.json }, options);
    const found = diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, pointer }) => `${code} ${pointer}`);
    expect([ok, found]).toEqual([false, expect.arrayContaining([`${pattern.code} ${pattern.pointer}`])]);
  });
});

test('a setting that is none is refused with what to draw instead, as the page says it', () => {
  const unsaid = refused
    .filter(({ code }) => code === 'OR1003')
    .filter(({ service, instead }) => {
      const { diagnostics } = compile({ document: service.json }, options);
      return diagnostics.every(
        ({ message, did_you_mean: close }) => close !== undefined || !message.endsWith(`draw ${instead}.`),
      );
    });
  expect(unsaid.map(({ name }) => name)).toEqual([]);
});

test('the page lists each with the service that shows it, or the finding that refuses it', () => {
  const page = readFileSync(new URL('../../../docs/workflow-patterns.md', import.meta.url), 'utf8');
  const rows = [
    ...supported.map(
      ({ number, name, service, path }) => `| ${number} | ${name} | ${kindsOf(service.document)} | \`${path}\` |`,
    ),
    ...refused.map(({ number, name, code, instead }) => `| ${number} | ${name} | ${code} | ${instead} |`),
  ];
  expect(rows.filter((row) => !page.includes(`${row}\n`))).toEqual([]);
});

function kindsOf({ nodes }: Service): string {
  return [...new Set(nodes.map(({ type }) => type))].sort().join(', ');
}

test('every pattern is either', () => {
  const numbers = [...supported, ...refused].map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 43 }, (_, index) => index + 1));
});
