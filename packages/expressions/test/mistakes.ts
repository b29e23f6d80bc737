import {
  BOOL,
  check,
  DOUBLE,
  listOf,
  parse,
  recordOf,
  STRING,
  type Tree,
  type Type,
  type TypeEnv,
  typeFromSchema,
} from '../src/index.ts';
import type { randomOf } from './random.ts';

type Random = ReturnType<typeof randomOf>;

const closed = (properties: Record<string, unknown>, ...optional: string[]) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const input = closed(
  {
    order_id: { type: 'string' },
    amount: { type: 'number' },
    quantity: { type: 'integer' },
    channel: { enum: ['sms', 'whatsapp', 'ussd'] },
    placed_at: { type: 'string', format: 'date-time' },
    note: { type: 'string' },
    customer: closed({ name: { type: 'string' }, phone: { type: 'string' }, email: { type: 'string' } }, 'email'),
    lines: {
      type: 'array',
      items: closed(
        {
          sku: { type: 'string' },
          price: { type: 'number' },
          count: { type: 'integer' },
          discount: { type: 'number' },
        },
        'discount',
      ),
    },
  },
  'note',
);

/** Where the mappings stand: an order, one step before, one step that ran only perhaps. */
export const MAPPING_ENV: TypeEnv = {
  roots: {
    input: typeFromSchema(input),
    vars: { kind: 'record', what: 'vars', open: false, fields: { escalated: { type: BOOL, optional: false } } },
    nodes: {
      kind: 'record',
      what: 'nodes',
      open: false,
      fields: {
        send_sms: { type: recordOf({ id: STRING, cost: DOUBLE }, 'the output of send_sms'), optional: false },
        call_back: {
          type: recordOf({ outcome: STRING }),
          optional: true,
          absent: { code: 'OR4010', facts: { name: 'call_back' } },
        },
      },
    },
  },
};

/** Sound mappings with what their places need. */
export const MAPPINGS: readonly (readonly [source: string, place: Type])[] = [
  ['input.amount > 1000.0 && input.channel == "sms"', BOOL],
  ['input.?note.orValue("none") + " " + input.order_id', STRING],
  ['has(input.note) ? input.note : "no note"', STRING],
  ['input.?customer.?email.orValue(input.customer.phone)', STRING],
  ['has(input.customer.email) ? input.customer.email : input.customer.name', STRING],
  ['sum(input.lines.map(l, l.price * l.count)) + nodes.send_sms.cost', DOUBLE],
  ['input.lines.filter(l, l.count > 2).map(l, l.sku)', listOf(STRING)],
  ['input.lines.all(l, l.price > 0.0) || vars.escalated', BOOL],
  ['{"id": nodes.send_sms.id, "total": input.amount * 1.16}', recordOf({ id: STRING, total: DOUBLE })],
  ['nodes.?call_back.?outcome.orValue("none") == "done"', BOOL],
  ['has(nodes.call_back) && nodes.call_back.outcome == "done"', BOOL],
  ['now() - input.placed_at > duration("PT2H")', BOOL],
  ['input.placed_at.getHours() < 18', BOOL],
  ['input.lines.map(l, l.?discount.orValue(0.0))', listOf(DOUBLE)],
  ['cel.bind(total, sum(input.lines.map(l, l.price)), total > input.amount ? total : input.amount)', DOUBLE],
  ['"Order %s of %s".format([input.order_id, input.customer.name])', STRING],
  ['sort_by(input.lines, "price").map(l, l.sku.upperAscii())', listOf(STRING)],
  ['input.customer.phone.startsWith("+254") ? "KE" : "other"', STRING],
  ['input.quantity % 12 == 0 && size(input.lines) > 0', BOOL],
  ['math.ceil(input.amount / 100.0)', DOUBLE],
];

export type Mistake =
  | 'misspelt field'
  | 'misspelt function'
  | 'wrong type'
  | 'missing guard'
  | 'unreachable output'
  | 'wrong unit'
  | 'wrong place';

export interface MistakenMapping {
  readonly mistake: Mistake;
  readonly source: string;
  readonly place: Type;
  /** What was changed, as a span of the new source. */
  readonly span: readonly [number, number];
}

/** One sound mapping with one mistake in it. */
export function mistakenMapping(random: Random): MistakenMapping {
  for (;;) {
    const [source, place] = random.pick(MAPPINGS);
    const parts = partsOf(parse(source).tree);
    const mistake = random.pick(Object.keys(MAKERS) as Mistake[]);
    const made = MAKERS[mistake](parts, source, place, random);
    if (made === null) continue;
    const [start, end, text, other] = made;
    return {
      mistake,
      source: source.slice(0, start) + text + source.slice(end),
      place: other ?? place,
      span: [start, start + text.length],
    };
  }
}

/** Whether a mapping is refused, and whether an error stands at what was changed. */
export function judge({ source, place, span }: MistakenMapping): { refused: boolean; atPlace: boolean } {
  const { tree, diagnostics } = parse(source);
  const errors = [...diagnostics, ...check(tree, MAPPING_ENV, place).diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  return {
    refused: errors.length > 0,
    atPlace: errors.some((error) => error.span !== undefined && error.span[0] < span[1] && error.span[1] > span[0]),
  };
}

type Change = readonly [start: number, end: number, text: string, place?: Type] | null;
type Maker = (parts: readonly Tree[], source: string, place: Type, random: Random) => Change;

const ofKind = <K extends Tree['kind']>(parts: readonly Tree[], kind: K) =>
  parts.filter((part): part is Extract<Tree, { kind: K }> => part.kind === kind);
const pickOr = <T>(random: Random, from: readonly T[]): T | null => (from.length === 0 ? null : random.pick(from));

const MAKERS: Readonly<Record<Mistake, Maker>> = {
  'misspelt field': (parts, _, __, random) => {
    const select = pickOr(
      random,
      ofKind(parts, 'select').filter(({ field }) => field.length > 2),
    );
    return select === null ? null : [...select.fieldSpan, misspelt(select.field, random)];
  },
  'misspelt function': (parts, _, __, random) => {
    const call = pickOr(
      random,
      ofKind(parts, 'call').filter(({ name }) => name.length > 2),
    );
    return call === null ? null : [...call.nameSpan, misspelt(call.name, random)];
  },
  'wrong type': (parts, _, __, random) => {
    const literal = pickOr(random, ofKind(parts, 'literal'));
    if (literal === null) return null;
    return [
      ...literal.span,
      typeof literal.value === 'string' ? random.pick(['5', 'true', '[1]']) : random.pick(['"5"', 'true', '{}']),
    ];
  },
  'missing guard': (parts, source, _, random) => {
    const guards = parts.filter(
      (part) => part.kind === 'conditional' || (part.kind === 'call' && part.name === 'orValue'),
    );
    const guard = pickOr(random, guards);
    if (guard?.kind === 'conditional' && source.slice(...guard.test.span).startsWith('has('))
      return [...guard.span, source.slice(...guard.then.span)];
    if (guard?.kind === 'call' && guard.target !== null)
      return [...guard.span, source.slice(...guard.target.span).replaceAll('.?', '.')];
    return null;
  },
  'unreachable output': (parts, _, __, random) => {
    const select = pickOr(
      random,
      ofKind(parts, 'select').filter(({ operand }) => operand.kind === 'ident' && operand.name === 'nodes'),
    );
    return select === null ? null : [...select.fieldSpan, random.pick(['charge', 'ship_order', 'call_customer'])];
  },
  'wrong unit': (parts, _, __, random) => {
    const sides = ofKind(parts, 'binary')
      .filter(({ op }) => ['<', '>', '<=', '>=', '=='].includes(op))
      .map(({ right }) => right);
    const side = pickOr(random, sides);
    if (side?.kind === 'call' && side.name === 'duration')
      return [...side.span, random.pick(['7200', '"2 hours"', 'timestamp("2026-01-01T00:00:00Z")'])];
    return side?.kind === 'literal' && typeof side.value === 'number'
      ? [...side.span, random.pick(['duration("PT2H")', 'now()', '"2h"', 'decimal("1.5")'])]
      : null;
  },
  'wrong place': (_, source, place, random) => [
    0,
    source.length,
    source,
    random.pick(
      [BOOL, STRING, DOUBLE, listOf(STRING), recordOf({ id: STRING })].filter((other) => other.kind !== place.kind),
    ),
  ],
};

/** A letter left out, doubled or exchanged with the next. */
function misspelt(name: string, random: Random): string {
  const at = 1 + random.upTo(name.length - 2);
  const next = name[at + 1] ?? '';
  const swapped = name.slice(0, at) + next + name[at] + name.slice(at + 2);
  return random.pick([
    name.slice(0, at) + name.slice(at + 1),
    name.slice(0, at) + name[at] + name.slice(at),
    swapped === name ? `${name}s` : swapped,
  ]);
}

function partsOf(tree: Tree): Tree[] {
  const children: readonly Tree[] = ((): readonly Tree[] => {
    switch (tree.kind) {
      case 'select':
      case 'unary':
        return [tree.operand];
      case 'index':
        return [tree.operand, tree.index];
      case 'call':
        return tree.target === null ? tree.args : [tree.target, ...tree.args];
      case 'binary':
        return [tree.left, tree.right];
      case 'conditional':
        return [tree.test, tree.then, tree.otherwise];
      case 'list':
        return tree.items.map(({ value }) => value);
      case 'map':
        return tree.entries.flatMap(({ key, value }) => [key, value]);
      default:
        return [];
    }
  })();
  return [tree, ...children.flatMap(partsOf)];
}
