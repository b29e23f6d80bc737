import type { randomOf } from './random.ts';

type Random = ReturnType<typeof randomOf>;

/** Names and texts that break what is careless. */
const NASTY_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  '__defineGetter__',
  'length',
];
const NASTY_TEXTS = [
  '\\u0000',
  '😀',
  '\\u202e',
  'ﷺ',
  'a\\u0301',
  '\\U0010FFFF',
  '%s%s%s%n',
  '${x}',
  "' OR 1=1",
  '\\ufeff',
];
const PATTERNS = [
  '^(a+)+$',
  '(a|aa)+$',
  '(.*)*x',
  '(a?){40}a{40}',
  '((a{0,30}){0,30})',
  '(?i)(x+x+)+y',
  '[a-z]*[a-z]*[a-z]*$',
  '(a*)*b',
  '\\\\pL+$',
];
const RANGES = ['many', 'texts', 'nested', '[1, 2, 3]', 'wide', 'input.items'];

/** One hostile expression: nested loops, doubling, patterns, prototype names, deep nesting, huge numbers, many types, huge sources. */
export function hostileExpression(random: Random): string {
  return random.pick([nestedLoops, doubling, pattern, prototypes, deep, numbers, texts, mixed, types, sources])(random);
}

function nestedLoops(random: Random): string {
  const depth = 1 + random.upTo(5);
  const macro = () => random.pick(['all', 'exists', 'map', 'filter', 'exists_one']);
  const names = Array.from({ length: depth }, (_, at) => `v${at}`);
  const body = random.pick([
    `${names.join(' != ')}`,
    'true',
    `[${names.join(', ')}] == [${names.join(', ')}]`,
    `string(v0) + string(v${depth - 1}) != ""`,
  ]);
  return names.reduceRight(
    (inner, name) => `${random.pick(RANGES)}.${macro()}(${name}, ${inner})`,
    depth > 1 ? body : 'v0 == v0',
  );
}

function doubling(random: Random): string {
  const steps = 5 + random.upTo(40);
  const [start, op] = random.pick([
    ['"0123456789"', '+'],
    ['[1, 2, 3]', '+'],
    ['b"abc"', '+'],
    ['2', '*'],
    ['decimal("9.99")', '*'],
  ] as const);
  const binds = Array.from({ length: steps }, (_, at) => `cel.bind(x${at + 1}, x${at} ${op} x${at}, `).join('');
  return `cel.bind(x0, ${start}, ${binds}${random.pick(['size', 'string', 'json_string', 'type'])}(x${steps})${')'.repeat(steps + 1)}`;
}

function pattern(random: Random): string {
  const text = random.pick([`"${'a'.repeat(10 + random.upTo(3000))}!"`, 'long', 'texts[0] + long']);
  const given = random.pick(PATTERNS);
  return random.pick([
    `${text}.matches("${given}")`,
    `${text}.matches("${given.slice(0, -1)}" + "${given.slice(-1)}")`,
    `texts.all(t, (t + long).matches("${given}"))`,
  ]);
}

function prototypes(random: Random): string {
  const name = random.pick(NASTY_NAMES);
  const other = random.pick(NASTY_NAMES);
  return random.pick([
    `input.${name}.${other}`,
    `has(input.${name}) || input.?${name}.hasValue()`,
    `{"${name}": 1, "${other}": {"${name}": 2}}`,
    `group_by([{"${name}": "${other}"}], "${name}")`,
    `merge({"${name}": 1}, {"${other}": 2})["${name}"]`,
    `json_parse("{\\"${name}\\": {\\"${other}\\": 1}}").${name}.${other}`,
    `index_by([{"k": "${name}"}], "k").${name}.${other}`,
    `{"${name}": 1}.transformMap(k, v, k + "${other}")`,
    `${name}(${other})`,
    `input.items[0]["${name}"]("${other}")`,
  ]);
}

function deep(random: Random): string {
  const depth = 1 + random.upTo(400);
  const [open, close] = random.pick([
    ['(', ')'],
    ['[', ']'],
    ['{"a": ', '}'],
    ['!', ''],
    ['-', ''],
    ['size([', '])'],
    ['true ? 1 : ', ''],
  ] as const);
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

function numbers(random: Random): string {
  const number = () => random.pick(['9007199254740991', '1e308', '-1e308', '0.0', '-0.0', '1e-320', '0.1', '7', '-1']);
  return random.pick([
    `lists.range(${number()})`,
    `"%.100f".format([${number()}])`,
    `decimal("1e${random.upTo(9000)}") * decimal("1e${random.upTo(9000)}")`,
    `chunk(many, ${number()})`,
    `many.map(x, x / ${number()})`,
    `${number()} * ${number()} % ${number()}`,
    `slice(many, ${number()}, ${number()})`,
    `math.bitShiftLeft(${number()}, ${number()})`,
    `timestamp(${number()}) + duration("${number()}h")`,
    `decimal("1").round(${number()})`,
    `"x".substring(${number()})`,
    `decimal("${'9'.repeat(random.upTo(5000))}") / 3`,
  ]);
}

function texts(random: Random): string {
  const text = `"${random.pick(NASTY_TEXTS)}${random.pick(NASTY_TEXTS)}"`;
  return random.pick([
    `long.replace("", ${text})`,
    `long.split("").map(c, c + ${text}).join(${text})`,
    `long.indexOf(long)`,
    `(long + long).contains("a" + long)`,
    `long.replace("a", long)`,
    `${text}.format([${text}, [many, texts]])`,
    `json_parse(${text})`,
    `sha256(long + ${text})`,
    `base64.decode(${text})`,
    `strings.quote(long + ${text}).reverse().size()`,
    `texts.map(t, t + long).distinct()`,
    `timestamp(${text})`,
    `json_parse("${'['.repeat(random.upTo(9000))}")`,
  ]);
}

function mixed(random: Random): string {
  return random.pick([
    'many.map(x, many).flatten().sort().distinct()',
    'sort_by(input.items.map(i, merge(i, {"n": many})), "price")',
    'nested == nested && nested.map(n, n) == nested',
    'many.map(x, many.map(y, [x, y])).flatten().distinct().size()',
    'wide.transformMap(k, v, wide)',
    'many.map(x, long).join("")',
    'texts.map(t, json_string(wide) + t)',
    'zip(many, many).map(p, zip(p, p))',
    'many.all(a, json_string(many).size() > a)',
    '[many, many, many].map(m, sum(m))',
  ]);
}

/** What makes a checker compare each with each. */
function types(random: Random): string {
  const many = 50 + random.upTo(2000);
  const few = 20 + random.upTo(200);
  const all = (count: number, make: (at: number) => string, between = ', ') =>
    Array.from({ length: count }, (_, at) => make(at)).join(between);
  return random.pick([
    `[${all(many, (at) => `{"k${at}": ${at}}`)}].map(x, x.k0)`,
    `[${all(many, (at) => `[{"k${at}": "a"}]`)}].map(x, x[0])`,
    `"x" in [${all(many, (at) => `"k${at}"`)}]`,
    all(few, (at) => `input.kind == "v${at}"`, random.pick([' || ', ' && '])),
    all(few, (at) => `has(input.f${at})`, random.pick([' || ', ' && '])),
    `${all(few, (at) => `input.kind == "v${at}" ? ${at} : `, '')}0`,
    `{${all(many, (at) => `"key${at}": ${at}`)}}.kye${random.upTo(many)}`,
    all(few, (at) => `type(input.kind) == ${random.pick(['string', 'int', 'list'])} && ${at} > 0`, ' || '),
    `(${all(few, (at) => `(input.kind == "a" ? input.a : input.b${at})`, ' == ')}) ? input.items : many`,
  ]);
}

/** Sources that are mostly one thing. */
function sources(random: Random): string {
  const long = random.pick([1_000, 10_000, 30_000, 200_000]);
  return random.pick([
    `"${'a'.repeat(long)}"`,
    `b"${'\\377'.repeat(long / 4)}"`,
    `"${'😀'.repeat(long / 2)}".size()`,
    `1 //${'x'.repeat(long)}`,
    `${' '.repeat(long)}1`,
    'a'.repeat(long),
    `input.${'a'.repeat(long)}`,
    `${'f'.repeat(long)}(1)`,
    `[${'1,'.repeat(long / 2)}1]`,
    `[${'zz,'.repeat(long / 3)}1]`,
    '('.repeat(long),
    '-'.repeat(long),
    `input${'.a'.repeat(long / 2)}`,
    `1${'0'.repeat(long)}`,
    `decimal("${'9'.repeat(long)}") * decimal("${'9'.repeat(long)}")`,
    `duration("${'1h'.repeat(long / 2)}")`,
    `"${'\\'.repeat(long)}`,
    '`'.repeat(long),
    '"'.repeat(long + 1),
    `input${' ? input : input'.repeat(long / 16)}`,
  ]);
}

/** The data that hostile expressions run on. */
export const HOSTILE_DATA: Readonly<Record<string, unknown>> = {
  many: Array.from({ length: 200 }, (_, at) => at),
  texts: ['a', 'b'.repeat(50), '', '😀'],
  long: 'a'.repeat(5000),
  nested: JSON.parse(`${'['.repeat(200)}1${']'.repeat(200)}`),
  wide: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`key${at}`, at])),
  input: {
    items: [
      { sku: 'a', price: 2 },
      { sku: 'b', price: 1 },
    ],
  },
};
