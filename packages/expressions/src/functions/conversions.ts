import { fail } from '../run/eval-error.ts';
import { base64, fromBase64 } from '../run/to-json.ts';
import { BytesValue, DecimalValue, describe, OptionalValue, Timestamp, TypeValue, typeName, type Value } from '../run/values.ts';
import { utf8 } from '../syntax/string-literal.ts';
import { BOOL, BYTES, DOUBLE, DYN, INT, STRING, type Type, TYPE } from '../types/type.ts';
import { unionOf } from '../types/relations.ts';
import { type FunctionDefinition, global, member } from './define.ts';
import { textOf } from './text-of.ts';

const inner = (type: Type | undefined): Type => (type?.kind === 'optional' ? type.of : DYN);
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Conversions between types, base64, and values that may be absent. */
export const conversions: readonly FunctionDefinition[] = [
  global('string', ['any'], STRING, 'A value as text; whole numbers without a point.', ([x], meter) => {
    const text = textOf(x as Value);
    meter.pay(text.length);
    return text;
  }),
  global('int', ['any'], INT, 'A whole number from a number (towards zero), text, or a point in time (seconds).', ([x]) => toInt(x as Value)),
  global('double', ['any'], DOUBLE, 'A number from text, a decimal or a number.', ([x]) => toDouble(x as Value)),
  global('bool', ['any'], BOOL, 'true or false from text.', ([x]) => toBool(x as Value)),
  global('bytes', ['any'], BYTES, 'The UTF-8 bytes of a text.', ([x]) => (x instanceof BytesValue ? x : typeof x === 'string' ? new BytesValue([...x].flatMap(utf8)) : fail('Only text has bytes.'))),
  global('type', ['any'], TYPE, 'The type of a value.', ([x]) => new TypeValue(typeName(x as Value))),
  global('dyn', ['any'], DYN, 'The value, unchecked.', ([x]) => x as Value),
  global('base64.encode', ['bytes'], STRING, 'Base64 of bytes.', ([x], meter) => {
    meter.pay((x as BytesValue).bytes.length * 2);
    return base64((x as BytesValue).bytes);
  }),
  global('base64.decode', ['string'], BYTES, 'The bytes of base64.', ([x]) => new BytesValue(fromBase64(x as string))),
  global('uuid', [], STRING, 'An id made of this run, this step and how often it was asked: equal on replay.', (_, meter) => {
    meter.uuids += 1;
    meter.pay(64);
    return meter.scope.uuid(meter.uuids);
  }),
  global('optional.of', ['any'], (args) => ({ kind: 'optional', of: args[0] ?? DYN }), 'A value that is there.', ([x]) => new OptionalValue(x as Value)),
  global('optional.none', [], { kind: 'optional', of: DYN }, 'No value.', () => new OptionalValue(undefined)),
  global('optional.ofNonZeroValue', ['any'], (args) => ({ kind: 'optional', of: args[0] ?? DYN }), 'A value that is there unless it is empty, zero, false or null.', ([x]) => new OptionalValue(isZero(x as Value) ? undefined : (x as Value))),
  member('hasValue', ['optional'], BOOL, 'Whether the value is there.', ([x]) => (x as OptionalValue).value !== undefined),
  member('value', ['optional'], (args) => inner(args[0]), 'The value; an error if it is absent.', ([x]) => (x as OptionalValue).value ?? absent(x as OptionalValue)),
  member('orValue', ['optional', 'any'], (args) => unionOf([inner(args[0]), args[1] ?? DYN]), 'The value, or another if it is absent.', ([x, other]) => {
    const { value } = x as OptionalValue;
    return value === undefined ? (other as Value) : value;
  }),
  member('or', ['optional', 'optional'], (args) => ({ kind: 'optional', of: unionOf([inner(args[0]), inner(args[1])]) }), 'This, or another that may be absent too.', ([x, other]) => ((x as OptionalValue).value === undefined ? (other as Value) : (x as Value))),
];

function absent(optional: OptionalValue): Value {
  return optional.value === undefined ? fail('The value is absent.') : optional.value;
}

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof BytesValue) return value.bytes.length === 0;
  if (value instanceof DecimalValue) return value.value.isZero();
  return typeName(value) === 'map' && Object.keys(value as object).length === 0;
}

function toInt(value: Value): number {
  const number = value instanceof Timestamp ? value.seconds : value instanceof DecimalValue ? value.value.toNumber() : typeof value === 'string' ? textNumber(value, true) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return fail(`${describe(value)} is not a whole number.`);
  const whole = Math.trunc(number);
  return Math.abs(whole) > LARGEST ? fail('The number is larger than 9007199254740991.') : whole === 0 ? 0 : whole;
}

function toDouble(value: Value): number {
  const number = value instanceof DecimalValue ? value.value.toNumber() : typeof value === 'string' ? textNumber(value, false) : value;
  return typeof number === 'number' ? number : fail(`${describe(value)} is not a number.`);
}

/** The number a text writes: digits, sign, point, exponent; nothing else that JavaScript would take. */
function textNumber(text: string, whole: boolean): number {
  if (!whole && (text === 'NaN' || text === 'Infinity' || text === '-Infinity')) return Number(text);
  const fine = text !== '' && [...text].every((c) => (c >= '0' && c <= '9') || (whole ? c === '-' || c === '+' : '+-.eE'.includes(c)));
  const number = fine ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? fail(`"${text}" is not a number.`) : number;
}

const TRUTH: Readonly<Record<string, boolean>> = { true: true, True: true, TRUE: true, t: true, '1': true, false: false, False: false, FALSE: false, f: false, '0': false };

function toBool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const truth = typeof value === 'string' && Object.hasOwn(TRUTH, value) ? TRUTH[value] : undefined;
  return truth ?? fail(`${describe(value)} is neither true nor false.`);
}
