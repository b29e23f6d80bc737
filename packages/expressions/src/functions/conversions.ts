import { base64, fromBase64 } from '../run/base64.ts';
import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';
import { BytesValue, DecimalValue, Timestamp, TypeValue, typeName, type Value } from '../run/values.ts';
import { utf8 } from '../syntax/string-literal.ts';
import { BOOL, BYTES, DOUBLE, DYN, INT, STRING, TYPE, type Type } from '../types/type.ts';
import { type FunctionDefinition, global, type Parameter } from './define.ts';
import { textOf } from './text-of.ts';

/** One overload for each kind of value that can be converted. */
function convert(
  name: string,
  from: readonly Parameter[],
  to: Type,
  doc: string,
  run: (value: Value, meter: Meter) => Value,
): FunctionDefinition[] {
  return from.map((kind) => global(name, [kind], to, doc, ([value], meter) => run(value as Value, meter)));
}

/** Conversions between types, and base64. */
export const conversions: readonly FunctionDefinition[] = [
  ...convert(
    'string',
    ['string', 'number', 'bool', 'timestamp', 'duration', 'decimal', 'bytes'],
    STRING,
    'A value as text; whole numbers without a point.',
    asText,
  ),
  ...convert(
    'int',
    ['number', 'string', 'timestamp', 'decimal'],
    INT,
    'A whole number from a number (towards zero), text, or a point in time (seconds).',
    toInt,
  ),
  ...convert('double', ['number', 'string', 'decimal'], DOUBLE, 'A number from text, a decimal or a number.', toDouble),
  ...convert('bool', ['bool', 'string'], BOOL, 'true or false from text.', toBool),
  ...convert('bytes', ['bytes', 'string'], BYTES, 'The UTF-8 bytes of a text.', toBytes),
  global('type', ['any'], TYPE, 'The type of a value.', ([x]) => new TypeValue(typeName(x as Value))),
  global('dyn', ['any'], DYN, 'The value, unchecked.', ([x]) => x as Value),
  global('base64.encode', ['bytes'], STRING, 'Base64 of bytes.', ([x], meter) => {
    meter.pay((x as BytesValue).bytes.length * 2);
    return base64((x as BytesValue).bytes);
  }),
  global('base64.decode', ['string'], BYTES, 'The bytes of base64.', ([x], meter) => {
    meter.pay((x as string).length);
    return new BytesValue(fromBase64(x as string));
  }),
  global(
    'uuid',
    [],
    STRING,
    'An id made of this run, this step and how often it was asked: equal on replay.',
    (_, meter) => {
      meter.uuids += 1;
      meter.pay(64);
      return meter.scope.uuid(meter.uuids);
    },
  ),
];

const LARGEST = Number.MAX_SAFE_INTEGER;

function asText(value: Value, meter: Meter): string {
  if (value instanceof BytesValue) meter.pay(value.bytes.length * 2);
  const text = textOf(value);
  meter.pay(text.length);
  return text;
}

function toInt(value: Value): number {
  const number =
    value instanceof Timestamp
      ? value.seconds
      : value instanceof DecimalValue
        ? value.value.toNumber()
        : typeof value === 'string'
          ? readNumber(value, '+-')
          : (value as number);
  const whole = Math.trunc(number);
  if (Number.isNaN(whole)) return fail('This is not a number (NaN), so it is no whole number.');
  return Math.abs(whole) > LARGEST
    ? fail('The number is beyond 9007199254740991, where whole numbers are no longer exact.')
    : whole === 0
      ? 0
      : whole;
}

function toDouble(value: Value): number {
  if (value instanceof DecimalValue) return value.value.toNumber();
  if (typeof value !== 'string') return value as number;
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : readNumber(value, '+-.eE');
}

/** The number a text writes, of digits and the marks allowed; nothing else that JavaScript would take. */
function readNumber(text: string, marks: string): number {
  const fine =
    text !== '' && text.length < 400 && Array.from(text).every((c) => (c >= '0' && c <= '9') || marks.includes(c));
  const number = fine ? Number(text) : Number.NaN;
  return Number.isNaN(number) ? fail(`"${text.slice(0, 40)}" is not a number.`) : number;
}

const TRUTH: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  t: true,
  '1': true,
  false: false,
  False: false,
  FALSE: false,
  f: false,
  '0': false,
};

function toBool(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  const text = value as string;
  return Object.hasOwn(TRUTH, text)
    ? (TRUTH[text] as boolean)
    : fail(`"${text.slice(0, 40)}" is neither true nor false.`);
}

function toBytes(value: Value, meter: Meter): BytesValue {
  if (value instanceof BytesValue) return value;
  meter.pay((value as string).length * 3);
  return new BytesValue(Array.from(value as string).flatMap(utf8));
}
