import { readFileSync } from 'node:fs';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { planHash } from '@omniroute/plan';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compile, type LoweringRegistry, parseSource } from '../index.ts';
import { parseYaml } from './parse-yaml.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const template = readFileSync(new URL('../../../templates/order-escalation/service.json', import.meta.url), 'utf8');

const found = (text: string, parse = parseYaml) =>
  parse(text).findings.map(({ code, pointer, line, column, message }) => [code, pointer, line, column, message]);

/** Pointers of all values. */
function pointers(value: Json, path: readonly (string | number)[] = []): string[] {
  const inside = isObject(value)
    ? Object.entries(value).flatMap(([key, member]) => pointers(member, [...path, key]))
    : Array.isArray(value)
      ? value.flatMap((item: Json, index) => pointers(item, [...path, index]))
      : [];
  return [formatPointer(path), ...inside];
}

describe('a service in YAML', () => {
  it('compiles to the same plan as in JSON', () => {
    const written = stringify(JSON.parse(template));
    const [yaml, json] = [compile({ source: parseYaml(written) }, options), compile({ text: template }, options)];
    expect(yaml.diagnostics).toEqual([]);
    expect(planHash(yaml.plan!)).toBe(planHash(json.plan!));
  });

  it('says where each value stands', () => {
    const text =
      'name: Case\nnodes:\n  - id: first # one\n    "type" : end\n  - {id: second, config: {a: [1, 2]}}\nempty:\nlast: |\n  text\n';
    const { document, place } = parseYaml(text);
    expect(document).toEqual({
      name: 'Case',
      nodes: [
        { id: 'first', type: 'end' },
        { id: 'second', config: { a: [1, 2] } },
      ],
      empty: null,
      last: 'text\n',
    });
    const places = Object.fromEntries(
      pointers(document!).map((pointer) => [pointer, `${place(pointer)?.line}:${place(pointer)?.column}`]),
    );
    expect(places).toEqual({
      '': '1:1',
      '/name': '1:7',
      '/nodes': '3:3',
      '/nodes/0': '3:5',
      '/nodes/0/id': '3:9',
      '/nodes/0/type': '4:14',
      '/nodes/1': '5:5',
      '/nodes/1/id': '5:10',
      '/nodes/1/config': '5:26',
      '/nodes/1/config/a': '5:30',
      '/nodes/1/config/a/0': '5:31',
      '/nodes/1/config/a/1': '5:34',
      '/empty': '6:7',
      '/last': '7:7',
    });
    expect(place('/nodes/1/config/b')).toEqual(place('/nodes/1/config'));
  });

  it('places a value of the wrong type where it is written', () => {
    const text = 'dsl_version: "1.0"\nid: case\nname: Case\nnodes:\n  - id: first\n    type: 12\nedges: []\n';
    expect(compile({ source: parseYaml(text) }, options).diagnostics).toEqual([
      expect.objectContaining({ code: 'OR1005', pointer: '/nodes/0/type', line: 6, column: 11 }),
    ]);
  });

  it.each([
    ['a line that stands too far in', 'a: 1\nb: 2\n c: 3', ['OR1001', '', 2, 4]],
    ['a key twice', 'a: 1\nb: 2\na: 3', ['OR1002', '/a', 3, 1]],
    ['a refused key', 'a:\n  __proto__: 1', ['OR1014', '/a/__proto__', 2, 3]],
    ['an alias', 'a: &x 1\nb: *x', ['OR1001', '', 1, 7]],
    ['a tag', 'a: !thing 1', ['OR1001', '', 1, 11]],
    ['a key that is no text', '? [a]\n: 1', ['OR1001', '', 1, 3]],
    ['infinity', 'a: .inf', ['OR1001', '', 1, 4]],
    ['two documents', 'a: 1\n---\nb: 2', ['OR1001', '', 2, 1]],
    ['nothing', '', ['OR1001', '', 1, 1]],
    ['an open bracket', 'a: [1', ['OR1001', '', 1, 6]],
    ['too many brackets', '['.repeat(100_000), ['OR1013', '', undefined, undefined]],
    [
      'too many levels',
      Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      ['OR1013', '', undefined, undefined],
    ],
  ])('is refused at the place of %s', (_, text, finding) => {
    expect(found(text)[0]?.slice(0, 4)).toEqual(finding);
  });

  it('reads what JSON says as JSON does, at the same places', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3, noUnicodeString: true } as never), (value) => {
        const text = JSON.stringify({ value }, null, 1);
        const [json, yaml] = [parseSource(text), parseYaml(text)];
        expect(yaml.findings.map(({ code }) => code)).toEqual(json.findings.map(({ code }) => code));
        if (json.findings.length > 0) return;
        expect(yaml.document).toEqual(json.document);
        for (const pointer of pointers(json.document!)) expect(yaml.place(pointer)).toEqual(json.place(pointer));
      }),
      { seed: 20260105, numRuns: 300 },
    );
  });

  it('is read, whatever the text, without an exception', () => {
    const unit = fc.constantFrom(...'ab:-?[]{}&*!|>\'"%@`#,\n \t0.\\~<'.split(''));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const { document, findings } = parseYaml(text);
        if (document === undefined) expect(findings.length).toBeGreaterThan(0);
      }),
      { seed: 20260105, numRuns: 1500 },
    );
  });
});

it('a key written twice is placed at the second one in JSON too', () => {
  expect(found('{\n  "a": 1,\n  "a": {"constructor": 2}\n}', parseSource)).toEqual([
    ['OR1002', '/a', 3, 3, '"a" is written twice here; only one of them can count.'],
    ['OR1014', '/a/constructor', 3, 9, expect.any(String)],
  ]);
});
