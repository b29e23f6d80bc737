import { describe, expect, it } from 'vitest';
import { ALL_LIBRARIES } from '../libraries/all.ts';
import { parse } from '../syntax/parse.ts';
import { typeFromSchema } from '../types/from-schema.ts';
import { typeToString } from '../types/to-string.ts';
import { BOOL, DURATION, recordOf, STRING, type Type } from '../types/type.ts';
import { check, type TypeEnv } from './check.ts';

const order = {
  type: 'object',
  additionalProperties: false,
  required: [
    'id',
    'amount',
    'quantity',
    'country',
    'items',
    'placed_at',
    'approver',
    'payment',
    'tags',
    'level',
    'answer',
    'extra',
  ],
  properties: {
    id: { type: 'string' },
    amount: { type: 'number' },
    quantity: { type: 'integer' },
    country: { enum: ['KE', 'NG', 'ZA'] },
    note: { type: 'string' },
    customer: {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, email: { type: 'string' } },
    },
    approver: { type: ['object', 'null'], required: ['name'], properties: { name: { type: 'string' } } },
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['sku', 'price'],
        properties: { sku: { type: 'string' }, price: { type: 'number' }, gift: { type: 'boolean' } },
      },
    },
    placed_at: { type: 'string', format: 'date-time' },
    payment: {
      oneOf: [
        {
          type: 'object',
          required: ['kind', 'last4'],
          properties: { kind: { const: 'card' }, last4: { type: 'string' } },
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['kind', 'phone'],
          properties: { kind: { const: 'momo' }, phone: { type: 'string' } },
          additionalProperties: false,
        },
      ],
    },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
    level: { enum: [1, 2, 3] },
    answer: {
      oneOf: [
        {
          type: 'object',
          required: ['ok', 'value'],
          properties: { ok: { const: true }, value: { type: 'number' } },
          additionalProperties: false,
        },
        {
          type: 'object',
          required: ['ok', 'reason'],
          properties: { ok: { const: false }, reason: { type: 'string' } },
          additionalProperties: false,
        },
      ],
    },
    extra: {},
  },
};

const env: TypeEnv = {
  libraries: ALL_LIBRARIES,
  roots: {
    input: typeFromSchema(order),
    nodes: {
      kind: 'record',
      open: false,
      what: 'nodes',
      fields: {
        send_sms: { type: recordOf({ id: STRING }), optional: false },
        call: {
          type: recordOf({ outcome: STRING }),
          optional: true,
          absent: { code: 'OR4010', facts: { name: 'call' } },
        },
      },
    },
    vars: { kind: 'record', open: false, what: 'vars', fields: { escalated: { type: BOOL, optional: false } } },
    reply: typeFromSchema({ type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } }),
  },
  elsewhere: { item: 'inside a loop' },
};

function run(source: string, expected?: Type) {
  const { tree, diagnostics } = parse(source);
  expect(diagnostics).toEqual([]);
  return check(tree, env, expected);
}
const findings = (source: string, expected?: Type) =>
  run(source, expected).diagnostics.map(({ code, span, did_you_mean }) => [
    code,
    source.slice(...(span ?? [0, 0])),
    ...(did_you_mean === undefined ? [] : [did_you_mean]),
  ]);
const typeOf = (source: string) => typeToString(run(source).type);

describe('what is wrong is found, at its place', () => {
  it.each<[string, ...string[][]]>([
    ['input.amuont > 3', ['OR4003', 'amuont', 'amount']],
    ['inputt.amount', ['OR2004', 'inputt', 'input']],
    ['item.x', ['OR4015', 'item']],
    ['nodes.send_smss.id', ['OR2004', 'send_smss', 'send_sms']],
    ['vars.escalatd', ['OR2005', 'escalatd', 'escalated']],
    ['nodes.call.outcome', ['OR4010', 'call']],
    ['input.note + "!"', ['OR4004', 'note']],
    ['input.customer.name', ['OR4004', 'customer']],
    ['input.approver.name', ['OR4004', 'input.approver']],
    ['reply.okk', ['OR4017', 'okk', 'ok']],
    ['has(input.nte)', ['OR4003', 'nte', 'note']],
    ['input.?nte.orValue("")', ['OR4003', 'nte', 'note']],
    ['input.amount > "3"', ['OR4006', 'input.amount > "3"']],
    ['input.amount == "3"', ['OR4006', 'input.amount == "3"']],
    ['input.amount + input.id', ['OR4006', 'input.amount + input.id']],
    ['input.amount % 2', ['OR4006', 'input.amount % 2']],
    ['sum([1, null])', ['OR4006', 'sum([1, null])']],
    ['max_of(input.items)', ['OR4006', 'max_of(input.items)']],
    ['[1, 2].join(",")', ['OR4006', '[1, 2].join(",")']],
    ['flatten([1])', ['OR4006', 'flatten([1])']],
    ['input.country == "KY"', ['OR4011', '"KY"', 'KE']],
    ['input.level == 4', ['OR4011', '4']],
    ['input.level in [1, -2]', ['OR4011', '-2']],
    ['input.answer.value', ['OR4004', 'value']],
    ['input.answer.ok ? input.answer.reason : ""', ['OR4003', 'reason']],
    ['has(input)', ['OR4006', 'has(input)']],
    ['"\u{1F600}\u{1F600}" + input.amuont', ['OR4003', 'amuont', 'amount']],
    ['input.country in ["KE", "NGA"]', ['OR4011', '"NGA"', 'NG']],
    ['input.id && true', ['OR4002', 'input.id']],
    ['input.items.filter(i, i.prce > 2.0)', ['OR4017', 'prce', 'price']],
    ['input.items.map(i, i.gift)', ['OR4004', 'gift']],
    ['input.amount.map(i, i)', ['OR4006', 'input.amount']],
    ['sise(input.items)', ['OR4005', 'sise', 'size']],
    ['input.id.startWith("a")', ['OR4005', 'startWith', 'startsWith']],
    ['size(input.amount)', ['OR4006', 'size(input.amount)']],
    ['input.id.matches("(")', ['OR4013', '"("']],
    ['decimal("1") + 0.5', ['OR4006', 'decimal("1") + 0.5']],
    ['input.payment.phone', ['OR4004', 'phone']],
    ['input.payment.kind == "card" ? input.payment.phone : ""', ['OR4003', 'phone']],
    ['!input.amount', ['OR4002', 'input.amount']],
    ['-input.id', ['OR4006', '-input.id']],
    ['{input.items: 1}', ['OR4002', 'input.items']],
    ['input.items["a"]', ['OR4002', '"a"']],
    ['input.id[0]', ['OR4006', 'input.id[0]']],
  ])('%s', (source, ...expected) => {
    expect(findings(source)).toEqual(expected);
  });

  it('says nothing twice: what follows a fault is not complained about', () => {
    expect(findings('input.amuont + 1 > 2 && input.amuont.x.y == 3')).toEqual([
      ['OR4003', 'amuont', 'amount'],
      ['OR4003', 'amuont', 'amount'],
    ]);
  });

  it('says what a place needs and what it gets', () => {
    expect(run('input.amount', BOOL).diagnostics).toEqual([
      {
        code: 'OR4002',
        severity: 'error',
        pointer: '',
        span: [0, 12],
        expected: 'yes or no',
        got: 'a number',
        message: 'This place needs yes or no, but this gives a number.',
      },
    ]);
    expect(findings('{"id": 5}', recordOf({ id: STRING }))).toEqual([['OR4002', '{"id": 5}']]);
    expect(findings('{"i": "x"}', recordOf({ id: STRING }))).toEqual([['OR4002', '{"i": "x"}']]);
  });
});

describe('what is sound is left in peace', () => {
  it.each([
    'input.amount + 1 > 5',
    'has(input.note) ? input.note : ""',
    'has(input.note) && input.note == "x"',
    '!has(input.note) || input.note.size() > 3',
    'input.?note.orValue("none") + "!"',
    'has(input.customer) && has(input.customer.email) ? input.customer.email : input.id',
    'input.?customer.?email.orValue(input.id)',
    'input.?customer.hasValue() ? input.customer.name : ""',
    'input.approver != null ? input.approver.name : "nobody"',
    'input.approver == null || input.approver.name != ""',
    'input.payment.kind == "momo" && input.payment.phone != ""',
    'input.payment.kind == "card" ? input.payment.last4 : input.payment.phone',
    'nodes.?call.?outcome.orValue("none") == "done"',
    'has(nodes.call) && nodes.call.outcome == "done"',
    'input.placed_at.getFullYear() == 2026 && input.placed_at < now()',
    'now() - input.placed_at > duration("PT2H")',
    'input.items.all(i, i.price > 0)',
    'input.items.exists(i, has(i.gift) && i.gift)',
    'input.items.filter(i, has(i.gift)).map(i, i.sku)',
    'input.tags["colour"] == "red" && "size" in input.tags',
    'input.extra.anything[0].goes == 5',
    'cel.bind(total, sum(input.items.map(i, i.price)), total / 2)',
    'input.country == "KE" || input.country in ["NG"]',
    'string(input.quantity) + input.id',
    'input.answer.ok ? input.answer.value : double(input.answer.reason)',
    'input.answer.ok == false ? input.answer.reason : ""',
    '!input.answer.ok && input.answer.reason != ""',
    'has(input.answer.value) ? input.answer.value : double(input.answer.reason)',
    '"value" in input.answer ? input.answer.value : 0.0',
    'input.level == 1 || input.level == 2 ? true : input.level == 3',
    'type(input.extra) == string ? input.extra.size() > 3 : type(input.extra) == list && input.extra[0] == 1',
  ])('%s', (source) => {
    expect(findings(source)).toEqual([]);
  });

  it('does not carry a guard into a loop that takes its name', () => {
    expect(findings('has(input.note) && input.items.all(input, input.gift)')).toEqual([['OR4004', 'gift']]);
  });
});

describe('a checker stays quick', () => {
  it('of more than 64 forms and 1,000 texts it no longer tells one from the other', () => {
    const forms = (count: number) => `[${Array.from({ length: count }, (_, at) => `{"k${at}": ${at}}`).join(', ')}][0]`;
    expect(typeOf(forms(64))).toMatch(/^an object .* or an object/);
    expect(typeOf(forms(65))).toBe('anything');
    const texts = (count: number) => `[${Array.from({ length: count }, (_, at) => `"${at}"`).join(', ')}][0]`;
    expect(typeOf(texts(1000))).toMatch(/^one of "0", "1"/);
    expect(typeOf(texts(1001))).toBe('text');
  });

  it('a long chain of conditions about one value is judged as a short one', () => {
    const chain = Array.from({ length: 200 }, (_, at) => `input.id == "${at}"`).join(' || ');
    expect(findings(chain)).toEqual([]);
    const guards = Array.from({ length: 99 }, (_, at) => `has(input.extra.f${at})`).join(' && ');
    expect(findings(`has(input.note) && ${guards} && input.note != ""`)).toEqual([]);
  });
});

describe('types', () => {
  it.each([
    ['input.level', 'one of 1, 2, 3'],
    ['input.level + 1', 'a whole number'],
    ['input.level == 1 ? 0 : input.level', 'a whole number'],
    ['input.answer.ok', 'yes or no'],
    ['"x"', 'the text "x"'],
    ['input.quantity + 1', 'a whole number'],
    ['input.quantity / 2', 'a number'],
    ['input.quantity % 2', 'a whole number'],
    ['input.amount + 1', 'a number'],
    ['decimal("1.5") * input.quantity', 'a decimal'],
    ['input.?note', 'perhaps text'],
    ['input.items.map(i, i.price)', 'a list of number'],
    ['group_by(input.items, "sku")', 'an object whose values are list of object { sku, price, gift? }'],
    ['input.amount > 1 ? "big" : "small"', 'one of "big", "small"'],
    ['merge({"a": 1}, {"b": "x"}).b + "y"', 'text'],
    ['[1, 2.5]', 'a list of number'],
    ['now()', 'a point in time'],
    ['input.placed_at - timestamp("2026-01-01T00:00:00Z")', 'a duration'],
  ])('%s is %s', (source, type) => {
    expect(typeOf(source)).toBe(type);
  });

  it('lets the unknown pass, and what has a JSON form where text is wanted', () => {
    expect(findings('input.extra', DURATION)).toEqual([]);
    expect(findings('now()', STRING)).toEqual([]);
  });

  it('a schema that refers to itself has a type, and many references do not multiply', () => {
    const tree = {
      $ref: '#/$defs/t',
      $defs: {
        t: {
          type: 'object',
          required: ['v'],
          properties: { v: { type: 'number' }, l: { $ref: '#/$defs/t' }, r: { $ref: '#/$defs/t' } },
        },
      },
    };
    expect(typeToString(typeFromSchema(tree))).toBe('an object { v, l?, r? }');
    const names = Array.from({ length: 14 }, (_, at) => `d${at}`);
    const dense = Object.fromEntries(
      names.map((name) => [
        name,
        { type: 'object', properties: Object.fromEntries(names.map((other) => [other, { $ref: `#/$defs/${other}` }])) },
      ]),
    );
    expect(typeFromSchema({ $ref: '#/$defs/d0', $defs: dense }).kind).toBe('record');
  });

  it('reads a field called __proto__ as any other', () => {
    const type = typeFromSchema(
      JSON.parse('{"type":"object","required":["__proto__"],"properties":{"__proto__":{"type":"number"}}}'),
    );
    expect(check(parse('x.__proto__ + 1').tree, { roots: { x: type } })).toMatchObject({
      type: { kind: 'double' },
      diagnostics: [],
    });
    expect(check(parse('x.constructor').tree, { roots: { x: recordOf({}) } }).diagnostics).toMatchObject([
      { code: 'OR4003' },
    ]);
  });
});

describe('what is read', () => {
  it.each([
    [
      'nodes.send_sms.id == input.id',
      [
        ['nodes', 'send_sms', 'id'],
        ['input', 'id'],
      ],
    ],
    [
      'input.items.map(i, vars.escalated)',
      [
        ['input', 'items'],
        ['vars', 'escalated'],
      ],
    ],
    [
      'nodes.?call.?outcome.orValue(input.id)',
      [
        ['nodes', 'call', 'outcome'],
        ['input', 'id'],
      ],
    ],
    [
      'input.tags[input.id]',
      [
        ['input', 'tags'],
        ['input', 'id'],
      ],
    ],
    ['input.tags["a"].size()', [['input', 'tags', 'a']]],
    ['has(input.note)', [['input', 'note']]],
    ['[1].map(input, input.x)', []],
    ['input', [['input']]],
  ])('%s', (source, paths) => {
    expect(run(source).deps.map(({ path }) => path)).toEqual(paths);
  });

  it('has a place', () => {
    expect(run('1 + input.amount').deps).toEqual([{ path: ['input', 'amount'], span: [4, 16] }]);
  });
});
