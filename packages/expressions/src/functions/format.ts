import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';
import { BytesValue, DecimalValue, describe, isMap, type Value } from '../run/values.ts';
import { textOf } from './text-of.ts';

/** CEL's `format`: `%s %d %f %e %b %x %X %o %%`, with a precision for `f` and `e`. */
export function formatText(template: string, args: readonly Value[], meter: Meter): string {
  let out = '';
  let used = 0;
  for (let at = 0; at < template.length; at += 1) {
    const c = template[at] as string;
    if (c !== '%') {
      out += c;
      continue;
    }
    at += 1;
    if (template[at] === '%') {
      out += '%';
      continue;
    }
    let precision = 6;
    if (template[at] === '.') {
      let digits = '';
      while ((template[at + 1] ?? '') >= '0' && (template[at + 1] ?? '') <= '9') {
        at += 1;
        digits += template[at];
      }
      at += 1;
      precision = Number(digits);
    }
    const value = args[used];
    if (used >= args.length || value === undefined) return fail(`The text has more places than the ${args.length} values given.`);
    used += 1;
    const piece = one(template[at] ?? '', value, precision);
    meter.pay(piece.length);
    out += piece;
  }
  return out;
}

function one(verb: string, value: Value, precision: number): string {
  const number = value instanceof DecimalValue ? value.value.toNumber() : value;
  switch (verb) {
    case 's':
      return plain(value);
    case 'd':
      if (typeof number === 'number') return Number.isFinite(number) ? textOf(value) : special(number);
      break;
    case 'f':
      if (typeof number === 'number') return Number.isFinite(number) ? number.toFixed(precision) : special(number);
      break;
    case 'e':
      if (typeof number === 'number') return Number.isFinite(number) ? exponent(number, precision) : special(number);
      break;
    case 'b':
      if (typeof value === 'boolean') return value ? '1' : '0';
      if (typeof number === 'number') return number.toString(2);
      break;
    case 'o':
      if (typeof number === 'number') return number.toString(8);
      break;
    case 'x':
    case 'X': {
      const hex = hexText(value);
      if (hex !== null) return verb === 'x' ? hex : hex.toUpperCase();
      break;
    }
    default:
      return fail(`"%${verb}" is not a place that format knows.`);
  }
  return fail(`"%${verb}" cannot write ${describe(value)}.`);
}

function hexText(value: Value): string | null {
  if (typeof value === 'number') return value.toString(16);
  if (typeof value === 'string') return [...encodeUtf8(value)].map(hexByte).join('');
  return value instanceof BytesValue ? value.bytes.map(hexByte).join('') : null;
}

function encodeUtf8(text: string): number[] {
  const escaped = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] !== '%') bytes.push(escaped.charCodeAt(at));
    else {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return bytes;
}

function hexByte(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function exponent(value: number, precision: number): string {
  const [mantissa, power] = value.toExponential(precision).split('e') as [string, string];
  return `${mantissa}e${power[0]}${power.slice(1).padStart(2, '0')}`;
}

function special(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function plain(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'number' && !Number.isFinite(value)) return special(value);
  if (Array.isArray(value)) return `[${value.map((item) => plain(item)).join(', ')}]`;
  if (isMap(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${key}: ${plain((value as Readonly<Record<string, Value>>)[key] as Value)}`).join(', ')}}`;
  }
  return textOf(value);
}
