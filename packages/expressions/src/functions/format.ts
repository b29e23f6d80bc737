import { compareCodePoints } from '@omniroute/primitives';
import { Decimal } from 'decimal.js';
import { fail } from '../run/eval-error.ts';
import { mapEntries } from '../run/maps.ts';
import type { Meter } from '../run/meter.ts';
import { BytesValue, DecimalValue, describe, isMap, TypeValue, type Value } from '../run/values.ts';
import { utf8 } from '../syntax/string-literal.ts';
import { textOf } from './text-of.ts';

const HALF_EVEN = 6;
const MOST_DIGITS = 100;

/** CEL's `format`: `%s %d %f %e %b %x %X %o %%`, with a precision for `f` and `e`. */
export function formatText(template: string, args: readonly Value[], meter: Meter): string {
  let out = '';
  let used = 0;
  let at = 0;
  while (at < template.length) {
    const percent = template.indexOf('%', at);
    if (percent < 0) return out + template.slice(at);
    out += template.slice(at, percent);
    if (template[percent + 1] === '%') {
      out += '%';
      at = percent + 2;
      continue;
    }
    const { precision, end } = readPrecision(template, percent + 1);
    const value = args[used];
    if (value === undefined) return fail(`The text has more places than the ${args.length} values given.`);
    used += 1;
    const piece = write(template[end] ?? '', value, precision, meter);
    meter.pay(piece.length);
    out += piece;
    at = end + 1;
  }
  return out;
}

function readPrecision(template: string, start: number): { precision: number; end: number } {
  if (template[start] !== '.') return { precision: 6, end: start };
  let end = start + 1;
  while ((template[end] ?? '') >= '0' && (template[end] ?? '') <= '9') end += 1;
  const precision = Number(template.slice(start + 1, end));
  return precision > MOST_DIGITS ? fail(`At most ${MOST_DIGITS} digits can be asked for.`) : { precision, end };
}

function write(verb: string, value: Value, precision: number, meter: Meter): string {
  if (verb === 's') return plain(value, meter);
  const number = value instanceof DecimalValue ? value.value.toNumber() : value;
  if (verb === 'b' && typeof value === 'boolean') return value ? '1' : '0';
  if (verb === 'x' && typeof number !== 'number') return hexText(value, meter);
  if (verb === 'X' && typeof number !== 'number') return hexText(value, meter).toUpperCase();
  if (!['d', 'f', 'e', 'b', 'o', 'x', 'X'].includes(verb)) return fail(`"%${verb}" is not a place that format knows.`);
  if (typeof number !== 'number') return fail(`"%${verb}" cannot write ${describe(value)}.`);
  return Number.isFinite(number) ? numeral(verb, value, number, precision) : special(number);
}

function numeral(verb: string, value: Value, number: number, precision: number): string {
  switch (verb) {
    case 'd':
      return textOf(value);
    case 'f':
      return exactDecimal(number).toFixed(precision, HALF_EVEN);
    case 'e': {
      const [mantissa, power] = exactDecimal(number).toExponential(precision, HALF_EVEN).split('e') as [string, string];
      return `${mantissa}e${power[0]}${power.slice(1).padStart(2, '0')}`;
    }
    default: {
      if (!Number.isInteger(number)) return fail(`"%${verb}" writes whole numbers only.`);
      const digits = number.toString(verb === 'b' ? 2 : verb === 'o' ? 8 : 16);
      return verb === 'X' ? digits.toUpperCase() : digits;
    }
  }
}

/** The exact value of a double where it has few enough digits, so that only a true half is rounded to even. */
function exactDecimal(value: number): Decimal {
  const size = Math.abs(value);
  return new Decimal(size > 1e-40 && size < 1e21 ? value.toFixed(MOST_DIGITS) : value);
}

function hexText(value: Value, meter: Meter): string {
  if (typeof value !== 'string' && !(value instanceof BytesValue)) return fail(`"%x" cannot write ${describe(value)}.`);
  meter.pay(typeof value === 'string' ? value.length : value.bytes.length);
  const bytes = typeof value === 'string' ? Array.from(value).flatMap(utf8) : value.bytes;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function special(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function plain(value: Value, meter: Meter): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isFinite(value)) return special(value);
  if (value instanceof TypeValue) return value.name;
  if (Array.isArray(value))
    return meter.deeper(() =>
      list(
        '[',
        value.map((item) => plain(item, meter)),
        ']',
        meter,
      ),
    );
  if (!isMap(value)) return textOf(value);
  return meter.deeper(() =>
    list(
      '{',
      entriesByText(value).map(([key, item]) => `${key}: ${plain(item, meter)}`),
      '}',
      meter,
    ),
  );
}

/** Entries in the order of their keys as they are written. */
function entriesByText(map: Parameters<typeof mapEntries>[0]): (readonly [string, Value])[] {
  return mapEntries(map)
    .map(([key, item]) => [String(key), item] as const)
    .sort(([a], [b]) => compareCodePoints(a, b));
}

function list(open: string, items: readonly string[], close: string, meter: Meter): string {
  const text = `${open}${items.join(', ')}${close}`;
  meter.pay(text.length);
  return text;
}
