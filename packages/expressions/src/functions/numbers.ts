import { compare } from '../run/compare.ts';
import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';
import { DecimalValue, describe, type Value } from '../run/values.ts';
import { unionOf } from '../types/relations.ts';
import { BOOL, DECIMAL, DOUBLE, INT, type Type } from '../types/type.ts';
import { combineBits, shiftBits } from './bits.ts';
import { type FunctionDefinition, global, member } from './define.ts';
import { fromItems, NUMBERS, ORDERED } from './items.ts';
import { addDecimals, toDecimal } from './to-decimal.ts';

const same = (args: readonly Type[]): Type => args[0] ?? DOUBLE;
const itself = (item: Type): Type => item;
const itemOr = (args: readonly Type[]): Type =>
  args.length === 1 && args[0]?.kind === 'list' ? args[0].item : unionOf(args);
const of = (
  name: string,
  doc: string,
  run: (x: number) => number,
  result: Type | typeof same = DOUBLE,
): FunctionDefinition => global(`math.${name}`, ['number'], result, doc, ([x]) => positive(run(x as number)));
const test = (name: string, doc: string, run: (x: number) => boolean): FunctionDefinition =>
  global(`math.${name}`, ['number'], BOOL, doc, ([x]) => run(x as number));

/** Functions of numbers, CEL's math extension and decimals. */
export const numbers: readonly FunctionDefinition[] = [
  global(
    'math.greatest',
    ['any'],
    itemOr,
    'The largest of several numbers, or of a list.',
    (args, meter) => greatest(args, 1, meter),
    true,
  ),
  global(
    'math.least',
    ['any'],
    itemOr,
    'The smallest of several numbers, or of a list.',
    (args, meter) => greatest(args, -1, meter),
    true,
  ),
  of('abs', 'The number without its sign.', Math.abs, same),
  of('ceil', 'The next whole number up.', Math.ceil),
  of('floor', 'The next whole number down.', Math.floor),
  of('round', 'The nearest whole number, half away from zero.', roundAway),
  of('trunc', 'The number without its fraction.', Math.trunc),
  of('sqrt', 'The square root.', Math.sqrt),
  of('sign', '-1, 0 or 1.', Math.sign, same),
  test('isNaN', 'Whether it is not a number.', Number.isNaN),
  test('isInf', 'Whether it is infinite.', (x) => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY),
  test('isFinite', 'Whether it is finite.', Number.isFinite),
  ...(['bitAnd', 'bitOr', 'bitXor'] as const).map((name) =>
    global(`math.${name}`, ['int', 'int'], INT, 'Combines the bits of two whole numbers.', ([a, b]) =>
      combineBits(a as number, b as number, name),
    ),
  ),
  global('math.bitNot', ['int'], INT, 'The bits of a whole number, turned over.', ([a]) => -(a as number) - 1),
  global('math.bitShiftLeft', ['int', 'int'], INT, 'The bits of a 64-bit number moved to the left.', ([a, by]) =>
    shiftBits(a as number, by as number, 'left'),
  ),
  global('math.bitShiftRight', ['int', 'int'], INT, 'The bits of a 64-bit number moved to the right.', ([a, by]) =>
    shiftBits(a as number, by as number, 'right'),
  ),
  global(
    'decimal',
    ['any'],
    DECIMAL,
    'An exact decimal of 34 digits, from text or a whole number: for money.',
    ([x], meter) => {
      if (typeof x === 'string') meter.pay(x.length);
      return toDecimal(x as Value);
    },
  ),
  member('round', ['decimal', 'int'], DECIMAL, 'A decimal rounded to places, half to even.', ([x, places]) => {
    if ((places as number) < 0 || (places as number) > 34) return fail('A decimal is rounded to 0 to 34 places.');
    return new DecimalValue((x as DecimalValue).value.toDecimalPlaces(places as number, HALF_EVEN));
  }),
  global(
    'sum',
    ['list'],
    fromItems(NUMBERS, itself),
    'The sum of a list of numbers or decimals; of none it is 0.',
    ([list], meter) => sum(list as readonly Value[], meter),
  ),
  global('min_of', ['list'], fromItems(ORDERED, itself), 'The smallest of a list.', ([list], meter) =>
    extreme(list as readonly Value[], -1, meter),
  ),
  global('max_of', ['list'], fromItems(ORDERED, itself), 'The largest of a list.', ([list], meter) =>
    extreme(list as readonly Value[], 1, meter),
  ),
];

/** decimal.js's number for rounding half to even. */
const HALF_EVEN = 6;

function positive(value: number): number {
  return value === 0 ? 0 : value;
}

function roundAway(x: number): number {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

function greatest(args: readonly Value[], sign: 1 | -1, meter: Meter): Value {
  const items = args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Value[]) : args;
  const wrong = items.find((item) => typeof item !== 'number' && !(item instanceof DecimalValue));
  if (wrong !== undefined) return fail(`Only numbers have a largest and a smallest, not ${describe(wrong)}.`);
  return extreme(items, sign, meter);
}

function extreme(items: readonly Value[], sign: 1 | -1, meter: Meter): Value {
  const [first] = items;
  if (first === undefined) return fail('The list is empty.');
  meter.pay(items.length);
  return items.reduce((best, item) => (compare(item, best, meter) * sign > 0 ? item : best), first);
}

function sum(items: readonly Value[], meter: Meter): Value {
  meter.pay(items.length);
  return items.reduce<Value>(
    (total, item) => (typeof total === 'number' && typeof item === 'number' ? total + item : addDecimals(total, item)),
    0,
  );
}
