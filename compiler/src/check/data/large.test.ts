import type { JsonSchema } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../index.ts';

const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
const text = { type: 'string' };
const large = { ...text, 'x-large': true };
const scan = { type: 'object', required: ['text', 'pages'], properties: { text: large, pages: { type: 'integer' } } };
const get = (id: string, more: object = {}) => ({ connection: 'partner', method: 'GET', url: `/${id}`, ...more });
const base = service()
  .connection('partner', 'http')
  .input({ note: large, id: text })
  .node('scan', 'http_request', get('scan', { output_schema: scan }));

function compiled(builder: ServiceBuilder) {
  const { plan, diagnostics } = compile({ document: builder.json }, options);
  const found = diagnostics.filter(({ severity }) => severity !== 'hint');
  return { plan, found: found.map(({ code, pointer }) => `${code} ${pointer}`) };
}

/** A text that stands in a setting of an effect, and one that a condition or an assignment works out. */
const handed = (body: unknown, before = base) =>
  before.node('send', 'http_request', get('send', { method: 'POST', body })).line('scan', 'send');
const worked = (output: string, before = base) => before.node('work', 'transform', { output }).line('scan', 'work');

describe('a large value', () => {
  test.each<[string, ServiceBuilder, readonly string[]]>([
    ['is handed to an effect as a setting', handed('${ nodes.scan.body.text }'), ['/body']],
    ['is handed on inside a setting', handed({ a: ['${ nodes.scan.body.text }'] }), ['/body/a/0']],
    ['is handed on in what holds it', handed('${ nodes.scan.body }'), ['/body/text']],
    ['is handed on by a name in brackets', handed('${ nodes["scan"].body["text"] }'), ['/body']],
    ['of the input is handed on', handed('${ input.note }'), ['/body']],
    ['and all of the input', handed('${ input }'), ['/body/note']],
    ['and another together', handed({ a: '${ input.note }', b: '${ nodes.scan.body }' }), ['/body/a', '/body/b/text']],
  ])('%s', (_, builder, refs) => {
    const { plan, found } = compiled(builder);
    expect(found).toEqual([]);
    const send = plan?.nodes.find(({ id }) => id === 'send');
    expect(send?.op === 'act' && send.call.refs).toEqual(refs);
  });

  test.each<[string, ServiceBuilder]>([
    ['how large it is', worked('${ size(nodes.scan.body.text) + nodes.scan.body.text.size() + size(input.note) }')],
    ['whether it is there', worked('${ has(nodes.scan.body.text) }')],
    ['what stands beside it', worked('${ nodes.scan.body.pages + nodes.scan.status }')],
  ])('lets anybody ask %s', (_, builder) => {
    expect(compiled(builder).found).toEqual([]);
  });

  test.each<[string, ServiceBuilder, string]>([
    ['in an expression', worked('${ nodes.scan.body.text.contains("a") }'), '/nodes/1/config/output'],
    ['in a text', handed('text: ${ nodes.scan.body.text }'), '/nodes/1/config/body'],
    ['in an expression of an effect', handed('${ nodes.scan.body.text + "" }'), '/nodes/1/config/body'],
    ['to compare it', worked('${ nodes.scan.body.text == "a" }'), '/nodes/1/config/output'],
    ['by what holds it', worked('${ nodes.scan.body }'), '/nodes/1/config/output'],
    ['by another name', worked('${ cel.bind(s, nodes.scan, s.body.pages) }'), '/nodes/1/config/output'],
    ['by a name that is worked out', worked('${ nodes.scan[input.id] }'), '/nodes/1/config/output'],
    [
      'to put it into a variable',
      base
        .variable('v', text, { initial: '' })
        .node('keep', 'set_variables', { assignments: [{ variable: 'v', value: '${ nodes.scan.body.text }' }] })
        .line('scan', 'keep'),
      '/nodes/1/config/assignments/0/value',
    ],
    ['to make it the output of the run', base.with({ outputs: { value: '${ input.note }' } }), '/outputs/value'],
    [
      'by what a loop collects of it',
      service()
        .connection('partner', 'http')
        .input({ list: { type: 'array', maxItems: 3, items: text } })
        .node('each', 'loop', { items: '${ input.list }' })
        .node('scan', 'http_request', get('scan', { output_schema: scan }), { parent: 'each' })
        .node('send', 'http_request', get('send', { method: 'POST', body: '${ nodes.each.items }' }))
        .line('each', 'send'),
      '/nodes/2/config/body',
    ],
  ])('is not looked into %s', (_, builder, pointer) => {
    expect(compiled(builder).found).toEqual([`OR5026 ${pointer}`]);
  });

  test('stays whole where it is kept, also if only its size is read', () => {
    const { plan } = compiled(worked('${ size(nodes.scan.body.text) }'));
    expect(plan?.nodes[0]?.keep).toEqual({ fields: { body: { fields: { text: null } } } });
    expect(plan?.nodes.flatMap((node) => (node.op === 'act' && node.call.refs !== undefined ? [node.id] : []))).toEqual(
      [],
    );
  });
});

describe('the mark', () => {
  const variable = (schema: JsonSchema) => base.variable('v', schema, { initial: '' });
  test.each<[string, ServiceBuilder, readonly string[]]>([
    ['on a variable', variable(large), ['OR5027 /variables/0/schema']],
    ['on a message', base.message('m', { schema: large }), ['OR5027 /messages/0/schema']],
    ['on an output of the run', base.with({ outputs: { schema: large, value: 'x' } }), ['OR5027 /outputs/schema']],
    [
      'on items',
      base
        .node('more', 'http_request', get('more', { output_schema: { type: 'array', maxItems: 2, items: large } }))
        .line('scan', 'more'),
      ['OR5027 /nodes/1'],
    ],
    [
      'on a whole answer',
      base.node('more', 'http_request', get('more', { output_schema: large })).line('scan', 'more'),
      [],
    ],
    ['that says no', variable({ ...text, 'x-large': false }), []],
  ])('%s', (_, builder, expected) => {
    expect(compiled(builder).found).toEqual(expected);
  });
});
