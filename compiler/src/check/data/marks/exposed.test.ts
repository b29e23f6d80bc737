import { definitions } from '@omniroute/kinds/definitions';
import { lowerings } from '@omniroute/kinds/lowerings';
import { type ServiceBuilder, service } from '@omniroute/testing';
import { describe, expect, test } from 'vitest';
import { compile, type LoweringRegistry } from '../../../index.ts';

/** What is found about marks: code and place. Everything else must be sound. */
function found(builder: ServiceBuilder): string[] {
  const options = { kinds: definitions, lowerings: lowerings as unknown as LoweringRegistry };
  return compile({ document: builder.json }, options)
    .diagnostics.filter(({ severity }) => severity !== 'hint')
    .map(({ code, pointer }) => `${code} ${pointer}`);
}

const text = { type: 'string' };
const list = {
  type: 'array',
  items: {
    type: 'object',
    required: ['sku', 'phone'],
    properties: { sku: text, phone: { ...text, 'x-personal': true } },
  },
};
const base = service()
  .connection('partner', 'http')
  .connection('sandbox')
  .input({
    id: text,
    phone: { ...text, 'x-personal': true },
    pin: { ...text, 'x-secret': true },
    customer: {
      type: 'object',
      required: ['name', 'tier'],
      properties: { name: { ...text, 'x-personal': true }, tier: text },
    },
    lines: list,
  });
/** Where a word is kept as it is: the status of an end. */
const shown = (value: string, before: ServiceBuilder = base) => before.node('done', 'end', { status: value });
const name = 'OR5023 /nodes/0/config/status';

describe('marks follow a value through an expression', () => {
  test.each<[string, string, string[]]>([
    ['the value itself', '${ input.phone }', [name]],
    ['a secret', '${ input.pin }', ['OR5022 /nodes/0/config/status']],
    ['a text with it', 'called ${ input.phone }', [name]],
    ['a part of it', '${ input.phone.substring(0, 3) }', [name]],
    ['a hash, which can be guessed', '${ sha256(input.phone) }', [name]],
    ['one of two', '${ input.id == "x" ? input.phone : "none" }', [name]],
    ['something else of the same object', '${ input.customer.tier }', []],
    ['the object, written out', '${ json_string(input.customer) }', [name]],
    ['by an index', '${ input.customer["name"] }', [name]],
    ['only whether it is there', '${ input.phone == "" ? "no phone" : "phone" }', []],
    ['only how long it is', '${ string(size(input.phone)) }', []],
    ['of each item', '${ input.lines.map(l, l.phone).join(",") }', [name]],
    ['something else of each item', '${ input.lines.map(l, l.sku).join(",") }', []],
    ['of those that are left over', '${ input.lines.filter(l, l.phone != "")[0].phone }', [name]],
    ['something else of those', '${ input.lines.filter(l, l.phone != "")[0].sku }', []],
    ['under another name', '${ cel.bind(c, input.customer, c.name) }', [name]],
    ['something else under another name', '${ cel.bind(c, input.customer, c.tier) }', []],
    ['in an object that was put together', '${ {"a": input.phone, "b": input.id}.b }', []],
    ['the marked part of it', '${ {"a": input.phone, "b": input.id}.a }', [name]],
  ])('%s', (_, value, expected) => {
    expect(found(shown(value))).toEqual(expected);
  });
});

describe('marks follow a value through steps', () => {
  const shownAt = (index: number) => `OR5023 /nodes/${index}/config/status`;

  test('through what a step puts together, part by part', () => {
    const put = base.node('put', 'transform', { output: { who: '${ input.phone }', what: '${ input.id }' } });
    expect(found(shown('${ nodes.put.who }', put).line('put', 'done'))).toEqual([shownAt(1)]);
    expect(found(shown('${ nodes.put.what }', put).line('put', 'done'))).toEqual([]);
  });

  test('through variables, also those that are worked out from one another', () => {
    const kept = base
      .variable('a', text, { initial: '' })
      .variable('b', text, { initial: '' })
      .node('first', 'set_variables', { assignments: [{ variable: 'a', value: '${ vars.b }' }] })
      .node('second', 'set_variables', { assignments: [{ variable: 'b', value: '${ vars.a + input.phone }' }] })
      .node('more', 'decision', { branches: [{ id: 'yes', when: '${ size(vars.a) < 5 }' }] });
    const drawn = kept.line('first', 'second', 'more').edge('more:yes', 'first', { loop: { max: 2 } });
    expect(found(shown('${ vars.a }', drawn).edge('more:default', 'done'))).toEqual([shownAt(3)]);
    expect(found(shown('${ vars.b }', drawn).edge('more:default', 'done'))).toEqual([shownAt(3)]);
  });

  test('through a variable that is worked out from a part of itself', () => {
    const kept = base
      .variable('a', {}, { initial: '${ [[input.phone]] }' })
      .node('first', 'set_variables', { assignments: [{ variable: 'a', value: '${ vars.a[0] }' }] })
      .line('first', 'done');
    expect(found(shown('${ json_string(vars.a) }', kept))).toEqual([shownAt(1)]);
  });

  test('through the items of a loop and what it collects', () => {
    const each = (collect: string) =>
      base
        .node('each', 'loop', { items: '${ input.lines }', collect })
        .node('one', 'transform', { output: '${ item }' }, { parent: 'each' });
    const all = '${ nodes.each.items.join(",") }';
    expect(found(shown(all, each('${ item.phone }')).line('each', 'done'))).toEqual([shownAt(2)]);
    expect(found(shown(all, each('${ item.sku }')).line('each', 'done'))).toEqual([]);
    expect(found(shown(all, each('${ nodes.one.phone }')).line('each', 'done'))).toEqual([shownAt(2)]);
  });

  test('through the answer of a kind that marks it', () => {
    const asked = base.node('order', 'order_get', { connection: 'sandbox', order_id: '${ input.id }' });
    expect(found(shown('${ nodes.order.phone }', asked).line('order', 'done'))).toEqual([shownAt(1)]);
    expect(found(shown('${ nodes.order.id }', asked).line('order', 'done'))).toEqual([]);
  });

  test('through what replaces an answer', () => {
    const asked = base.node(
      'ask',
      'send_notification',
      { connection: 'sandbox', channel: 'sms', to: '${ input.phone }', text: 'Hi' },
      { on_error: { continue: { id: '${ input.phone }' } } },
    );
    expect(found(shown('${ nodes.ask.id }', asked).line('ask', 'done'))).toEqual([shownAt(1)]);
  });
});

describe('places where a value can be read', () => {
  const get = (config: object) =>
    base.node('ask', 'http_request', { connection: 'partner', method: 'GET', url: '/c', ...config });

  test.each<[string, ServiceBuilder, string[]]>([
    ['an address', get({ url: '/customers/${ input.phone }' }), ['OR5023 /nodes/0/config/url']],
    [
      'what is asked in an address',
      get({ query: { phone: '${ input.phone }' } }),
      ['OR5023 /nodes/0/config/query/phone'],
    ],
    ['not a header', get({ headers: { 'x-phone': '${ input.phone }' } }), []],
    ['not the body', get({ method: 'POST', body: { phone: '${ input.phone }' } }), []],
    [
      'the message of an error',
      base.node('no', 'raise_error', { code: 'business.no', message: 'No ${ input.phone }' }),
      ['OR5023 /nodes/0/config/message'],
    ],
    [
      'what a message is found by',
      base
        .message('paid')
        .node('w', 'wait', { message: { name: 'paid', correlation: '${ input.phone }' }, timeout: 'PT1H' }),
      ['OR5023 /nodes/0/config/message/correlation'],
    ],
    [
      'a business key',
      base.with({ business_keys: { who: '${ input.phone }', what: '${ input.id }' } }).node('a', 'end', {}),
      ['OR5006 /business_keys/who'],
    ],
    [
      'a business key that tells nothing',
      base.with({ business_keys: { has: '${ string(input.phone != "") }' } }).node('a', 'end', {}),
      [],
    ],
  ])('%s', (_, builder, expected) => {
    expect(found(builder)).toEqual(expected);
  });
});
