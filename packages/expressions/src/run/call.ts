import { assertNever } from '@omniroute/errors';
import type { FunctionDefinition, Parameter } from '../functions/define.ts';
import { fail } from './eval-error.ts';
import type { Meter } from './meter.ts';
import { readTime } from './read-time.ts';
import {
  BytesValue,
  DecimalValue,
  Duration,
  describe,
  isMap,
  OptionalValue,
  Timestamp,
  TypeValue,
  type Value,
} from './values.ts';

/** Calls the overload that takes these values. */
export function callFunction(
  name: string,
  candidates: readonly FunctionDefinition[],
  args: readonly Value[],
  meter: Meter,
): Value {
  for (const candidate of candidates) {
    if (!takes(candidate, args)) continue;
    meter.pay(candidate.price);
    return candidate.run(args, meter);
  }
  const timed = args.some((arg) => typeof arg === 'string') ? callWithTimes(candidates, args, meter) : undefined;
  if (timed !== undefined) return timed;
  if (candidates.length === 0) return fail(`There is no function "${name}".`);
  return fail(`${name} cannot be used with ${args.length === 0 ? 'nothing' : args.map(describe).join(', ')}.`);
}

/** A text stands where an instant or a duration is wanted: the schema may have said that it is one. */
function callWithTimes(
  candidates: readonly FunctionDefinition[],
  args: readonly Value[],
  meter: Meter,
): Value | undefined {
  for (const candidate of candidates) {
    const converted = args.map((arg, at) => {
      const wanted = candidate.params[at];
      return typeof arg === 'string' && (wanted === 'timestamp' || wanted === 'duration') ? readTime(arg, wanted) : arg;
    });
    if (!converted.every((arg) => arg !== null) || !takes(candidate, converted)) continue;
    meter.pay(candidate.price + 1);
    return candidate.run(converted, meter);
  }
  return undefined;
}

function takes({ params, variadic }: FunctionDefinition, args: readonly Value[]): boolean {
  if (variadic === true ? args.length < params.length : args.length !== params.length) return false;
  return args.every((arg, at) => is(arg, params[at] ?? (params.at(-1) as Parameter)));
}

function is(value: Value, parameter: Parameter): boolean {
  switch (parameter) {
    case 'any':
      return true;
    case 'null':
      return value === null;
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'number' && Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'string':
      return typeof value === 'string';
    case 'bytes':
      return value instanceof BytesValue;
    case 'list':
      return Array.isArray(value);
    case 'map':
      return isMap(value);
    case 'timestamp':
      return value instanceof Timestamp;
    case 'duration':
      return value instanceof Duration;
    case 'decimal':
      return value instanceof DecimalValue;
    case 'optional':
      return value instanceof OptionalValue;
    case 'type':
      return value instanceof TypeValue;
    default:
      return assertNever(parameter);
  }
}
