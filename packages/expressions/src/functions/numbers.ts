import { fail } from '../run/eval-error.ts';
import { compare } from '../run/compare.ts';
import { DecimalValue, type Value } from '../run/values.ts';
import { unionOf } from '../types/relations.ts';
import { BOOL, DECIMAL, DOUBLE, DYN, INT, type Type } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';
import { toDecimal } from './to-decimal.ts';

const same = (args: readonly Type[]): Type => args[0] ?? DOUBLE;
const itemOr = (args: readonly Type[]): Type => (args.length === 1 && args[0]?.kind === 'list' ? args[0].item : unionOf(args));

/** Functions of numbers, CEL's math extension and decimals. */
export const numbers: readonly FunctionDefinition[] = [
  global('math.greatest', ['any'], itemOr, 'The largest of several numbers, or of a list.', (args) => extreme(args, 1), true),
  global('math.least', ['any'], itemOr, 'The smallest of several numbers, or of a list.', (args) => extreme(args, -1), true),
  global('math.abs', ['number'], same, 'The number without its sign.', ([x]) => Math.abs(x as number)),
  global('math.ceil', ['number'], DOUBLE, 'The next whole number up.', ([x]) => positive(Math.ceil(x as number))),
  global('math.floor', ['number'], DOUBLE, 'The next whole number down.', ([x]) => Math.floor(x as number)),
  global('math.round', ['number'], DOUBLE, 'The nearest whole number, half away from zero.', ([x]) => positive(Math.sign(x as number) * Math.floor(Math.abs(x as number) + 0.5))),
  global('math.trunc', ['number'], DOUBLE, 'The number without its fraction.', ([x]) => positive(Math.trunc(x as number))),
  global('math.sqrt', ['number'], DOUBLE, 'The square root.', ([x]) => Math.sqrt(x as number)),
  global('math.sign', ['number'], same, '-1, 0 or 1.', ([x]) => Math.sign(x as number)),
  global('math.isNaN', ['number'], BOOL, 'Whether it is not a number.', ([x]) => Number.isNaN(x)),
  global('math.isInf', ['number'], BOOL, 'Whether it is infinite.', ([x]) => x === Number.POSITIVE_INFINITY || x === Number.NEGATIVE_INFINITY),
  global('math.isFinite', ['number'], BOOL, 'Whether it is finite.', ([x]) => Number.isFinite(x)),
  ...(['bitAnd', 'bitOr', 'bitXor'] as const).map((name) =>
    global(`math.${name}`, ['int', 'int'], INT, 'Combines the bits of two whole numbers.', ([a, b]) => bits(a as number, b as number, name)),
  ),
  global('math.bitNot', ['int'], INT, 'The bits of a whole number, turned over.', ([a]) => -(a as number) - 1),
  global('math.bitShiftLeft', ['int', 'int'], INT, 'The bits moved to the left.', ([a, by]) => shift(a as number, by as number)),
  global('math.bitShiftRight', ['int', 'int'], INT, 'The bits moved to the right.', ([a, by]) => shift(a as number, -(by as number))),
  global('decimal', ['any'], DECIMAL, 'An exact decimal of 34 digits, from text or a whole number: for money.', ([x]) => toDecimal(x as Value)),
  member('round', ['decimal', 'int'], DECIMAL, 'A decimal rounded to places, half to even.', ([x, places]) => new DecimalValue((x as DecimalValue).value.toDecimalPlaces(places as number, 6))),
  global('sum', ['list'], (args) => (args[0]?.kind === 'list' ? args[0].item : DYN), 'The sum of a list of numbers or decimals; of none it is 0.', ([list], meter) => {
    const items = list as readonly Value[];
    meter.pay(items.length);
    return items.reduce<Value>((total, item) => add(total, item), 0);
  }),
  global('min_of', ['list'], (args) => (args[0]?.kind === 'list' ? args[0].item : DYN), 'The smallest of a list.', ([list]) => extreme([list as Value], -1)),
  global('max_of', ['list'], (args) => (args[0]?.kind === 'list' ? args[0].item : DYN), 'The largest of a list.', ([list]) => extreme([list as Value], 1)),
];

function positive(value: number): number {
  return value === 0 ? 0 : value;
}

function extreme(args: readonly Value[], sign: 1 | -1): Value {
  const items = args.length === 1 && Array.isArray(args[0]) ? (args[0] as readonly Value[]) : args;
  const [first, ...rest] = items;
  if (first === undefined) return fail('The list is empty.');
  if (typeof first !== 'number' && !(first instanceof DecimalValue) && args.length > 1) return fail('Only numbers have a largest and a smallest.');
  return rest.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best), first);
}

function add(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  const [left, right] = [toDecimalStrict(a), toDecimalStrict(b)];
  return new DecimalValue(left.value.plus(right.value));
}

/** A decimal, or a whole number as one; a fraction in binary has no exact decimal that was meant. */
function toDecimalStrict(value: Value): DecimalValue {
  if (value instanceof DecimalValue) return value;
  if (typeof value === 'number' && Number.isInteger(value)) return toDecimal(value);
  return fail('Decimals and other numbers cannot be mixed; wrap the number in decimal(…).');
}

function bits(a: number, b: number, name: 'bitAnd' | 'bitOr' | 'bitXor'): number {
  if (a === (a | 0) && b === (b | 0)) return name === 'bitAnd' ? a & b : name === 'bitOr' ? a | b : a ^ b;
  return fail('Bits can be combined within 32 bits only.');
}

function shift(a: number, by: number): number {
  if (!Number.isInteger(by)) return fail('Bits can only be moved by a whole number.');
  const moved = by >= 0 ? a * 2 ** by : Math.floor(a / 2 ** -by);
  return Number.isSafeInteger(moved) ? moved : fail('The result is larger than 9007199254740991.');
}
