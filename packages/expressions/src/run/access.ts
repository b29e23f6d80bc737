import { fail } from './eval-error.ts';
import { isKey, mapGet } from './maps.ts';
import { describe, isMap, OptionalValue, type Value } from './values.ts';

/** Reads a field: own properties only. A missing one is an error, unless read by `.?` or asked for by `has`. */
export function select(operand: Value, field: string, how: 'get' | 'opt' | 'has'): Value {
  if (operand instanceof OptionalValue) {
    if (operand.value === undefined) return how === 'has' ? false : operand;
    return select(operand.value, field, how === 'get' ? 'opt' : how);
  }
  if (!isMap(operand)) return noField(operand, field);
  const found = mapGet(operand, field);
  if (how === 'has') return found !== undefined;
  if (how === 'opt') return new OptionalValue(found);
  return found === undefined ? fail(`There is no field "${field}".`) : found;
}

function noField(operand: Value, field: string): never {
  return fail(
    operand === null
      ? `There is nothing here (null), so it has no field "${field}".`
      : `${describe(operand)} has no field "${field}".`,
  );
}

/** Reads an element of a list (from 0) or the value at a key. */
export function indexed(operand: Value, index: Value, optional: boolean): Value {
  if (operand instanceof OptionalValue)
    return operand.value === undefined ? operand : indexed(operand.value, index, true);
  const found = element(operand, index);
  if (optional) return new OptionalValue(found);
  if (found !== undefined) return found;
  return fail(
    Array.isArray(operand)
      ? `The list has ${operand.length} items, there is none at ${String(index)}.`
      : `There is no field "${String(index)}".`,
  );
}

function element(operand: Value, index: Value): Value | undefined {
  if (Array.isArray(operand)) {
    if (typeof index !== 'number' || !Number.isInteger(index))
      return fail(`${describe(index)} is not a position in a list.`);
    return (operand as readonly Value[])[index];
  }
  if (!isMap(operand)) return fail(`${describe(operand)} has no elements.`);
  if (!isKey(index)) return fail(`${describe(index)} is not a key of an object.`);
  return mapGet(operand, index);
}
