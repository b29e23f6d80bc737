import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { afterEach, describe, expect, it, test } from 'vitest';
import { type FakeEditor, fakeEditor } from '../../test/fake-editor.ts';
import type { Kinds } from '../commands/editor.ts';
import { differences } from './differences.ts';
import { widgetName } from './field-contract.ts';
import { readJson, writtenJson } from './json-text.ts';
import { expressionOf, fromExpression, isExpression, toExpression, toLiteral } from './literal.ts';
import { emptyOf, type FieldSchema, groupsOf } from './schema.ts';
import { sectionsOf } from './sections.ts';
import { at, type Subject, setIn, subjectOf, subjectValue } from './subject.ts';

const service: Service = {
  dsl_version: '1.0',
  id: 'it',
  name: 'It is',
  triggers: [{ id: 't', type: 'manual' }],
  nodes: [{ id: 'a', type: 'http_request', config: { method: 'GET', url: '/x' } }],
  edges: [{ source: 't', target: 'a' }],
  notes: [{ id: 'n', text: 'Hm' }],
};

let open: FakeEditor | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

describe('a field', () => {
  it.each<[Subject, string, unknown, (now: Service) => unknown]>([
    [{ is: 'node', id: 'a' }, '/config/url', '/y', ({ nodes }) => nodes[0]?.config?.url],
    [{ is: 'node', id: 'a' }, '/config/headers/Accept', 'text', ({ nodes }) => nodes[0]?.config?.headers],
    [{ is: 'node', id: 'a' }, '/name', 'Ask', ({ nodes }) => nodes[0]?.name],
    [{ is: 'trigger', id: 't' }, '/config/dedupe_key', 1, ({ triggers }) => triggers?.[0]?.config],
    [{ is: 'note', id: 'n' }, '/text', 'Ah', ({ notes }) => notes?.[0]?.text],
    [{ is: 'edge', id: 't:out>a' }, '/label', 'on', ({ edges }) => edges[0]?.label],
    [{ is: 'service' }, '/outputs/value', 3, ({ outputs }) => outputs],
  ])('of %j is set at %s by operations', async (subject, path, value, read) => {
    open = await fakeEditor(service);
    const { editor } = open;
    expect(editor.change(setIn(editor.view(), subject, path, value as never))).toBe(true);
    expect(at(subjectValue(editor.view(), subject), path)).toEqual(value);
    expect(read(open.service())).toBeDefined();
    editor.change(setIn(editor.view(), subject, path, undefined));
    if (path !== '/text') expect(at(subjectValue(editor.view(), subject), path)).toBeUndefined();
  });

  it('belongs to what is chosen', async () => {
    open = await fakeEditor(service);
    const view = open.editor.view();
    const none: ReadonlySet<string> = new Set();
    const chosen = (...ids: string[]) => subjectOf(view, { selected: new Set(ids), selectedEdges: none });
    expect([chosen(), chosen('a'), chosen('t'), chosen('n'), chosen('a', 't')]).toEqual([
      { is: 'service' },
      { is: 'node', id: 'a' },
      { is: 'trigger', id: 't' },
      { is: 'note', id: 'n' },
      { is: 'many', count: 2 },
    ]);
    expect(subjectOf(view, { selected: none, selectedEdges: new Set(['t:out>a']) })).toEqual({
      is: 'edge',
      id: 't:out>a',
    });
  });
});

test('a value is written out or worked out, and changes from one to the other', () => {
  expect(['${ x }', 'a ${ x }', '${ a } ${ b }', 'x', 3].map((value) => isExpression(value))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(expressionOf(fromExpression('a + b'))).toBe('a + b');
  for (const value of ['text', 3, true, null, [1, { a: 2 }]]) expect(toLiteral(toExpression(value))).toEqual(value);
  expect(toLiteral('${ nodes.a.b }')).toBeUndefined();
});

test('a value of any kind is written as text and read again as it was; plain words need no quotes', () => {
  for (const value of ['', 'Hello', 'true', '12', '"x"', '{', '${ a }', 3, false, null, [1], { a: 'b' }])
    expect(readJson(writtenJson(value))).toEqual({ value });
  expect([readJson('Hello you'), readJson('{ "a": '), writtenJson(undefined)]).toEqual([
    { value: 'Hello you' },
    { problem: expect.any(String) },
    '',
  ]);
});

test('settings come in the order and groups that their kind gives', () => {
  const groups = groupsOf(definitions.http_request.config as never);
  expect(groups.map(({ group, fields }) => [group, fields.map(({ name }) => name)])).toEqual([
    [null, ['connection', 'method', 'url']],
    ['request', ['query', 'headers', 'body', 'body_type']],
    ['answer', ['success', 'pages', 'output_schema']],
  ]);
});

test('every setting of every kind has a field, and a widget that is there', async () => {
  const widgets = ['string', 'multiline', 'number', 'boolean', 'enum', 'array', 'object', 'map', 'json'];
  const known = Object.fromEntries(widgets.map((name) => [name, () => null]));
  for (const kind of Object.values(definitions as Kinds)) {
    open = await fakeEditor({ ...service, triggers: [], edges: [], nodes: [{ id: 'a', type: kind.type, config: {} }] });
    const sections = sectionsOf(open.editor.view(), open.editor.kinds, { is: 'node', id: 'a' });
    const paths = sections.flatMap(({ fields }) => fields.map(({ path }) => path));
    for (const name of Object.keys((kind.config as FieldSchema).properties ?? {}))
      expect(paths).toContain(`/config/${name}`);
    for (const { schema } of sections.flatMap(({ fields }) => fields))
      expect(widgets).toContain(widgetName(schema, known));
    open.close();
  }
  open = null;
});

test('a new element of a list is the least that its schema allows', () => {
  const branch = groupsOf(definitions.decision.config as never)[0]?.fields[0]?.schema.items;
  expect(emptyOf(branch)).toEqual({ id: '', when: '' });
  expect([emptyOf({ type: 'integer', minimum: 3 }), emptyOf({ enum: ['x'] }), emptyOf(undefined)]).toEqual([
    3,
    'x',
    '',
  ]);
});

test('JSON that is changed as a whole becomes the operations that make the difference', () => {
  const now = { ...service.nodes[0], name: 'Ask', config: { method: 'GET', url: '/z' } };
  expect(differences(service, { is: 'node', id: 'a' }, now)).toEqual([
    { op: 'update_node', id: 'a', pointer: '/config', value: { method: 'GET', url: '/z' } },
    { op: 'set_name', id: 'a', name: 'Ask' },
  ]);
  expect(differences(service, { is: 'service' }, { ...service, name: 'Other name' })).toEqual([
    { op: 'set_service', field: 'name', value: 'Other name' },
  ]);
});
