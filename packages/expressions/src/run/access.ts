import { fail } from './eval-error.ts';
import { describe, isMap, OptionalValue, type Value } from './values.ts';

/** Reads a field: own properties only. A missing one is an error, unless read by `.?` or asked for by `has`. */
export function select(operand: Value, field: string, how: 'get' | 'opt' | 'has'): Value {
  if (operand instanceof OptionalValue) {
    if (operand.value === undefined) return how === 'has' ? false : operand;
    const inner = select(operand.value, field, how === 'get' ? 'opt' : how);
    return inner;
  }
  if (!isMap(operand)) return fail(operand === null ? `There is nothing here (null), so it has no field "${field}".` : `${describe(operand)} has no field "${field}".`);
  const there = Object.hasOwn(operand, field);
  if (how === 'has') return there;
  if (how === 'opt') return new OptionalValue(there ? operand[field] : undefined);
  return there ? (operand[field] as Value) : fail(`There is no field "${field}".`);
}

/** Reads an element of a list (from 0) or a field of an object. */
export function indexed(operand: Value, index: Value, optional: boolean): Value {
  if (operand instanceof OptionalValue) return operand.value === undefined ? operand : indexed(operand.value, index, true);
  const found = element(operand, index);
  if (optional) return new OptionalValue(found);
  if (found !== undefined) return found;
  return fail(Array.isArray(operand) ? `The list has ${operand.length} items, there is none at ${String(index)}.` : `There is no field "${String(index)}".`);
}

function element(operand: Value, index: Value): Value | undefined {
  if (Array.isArray(operand)) {
    if (typeof index !== 'number' || !Number.isInteger(index)) return fail(`${describe(index)} is not a position in a list.`);
    return (operand as readonly Value[])[index];
  }
  if (!isMap(operand)) return fail(`${describe(operand)} has no elements.`);
  if (typeof index !== 'string') return fail(`The keys of an object are texts, not ${describe(index)}.`);
  return Object.hasOwn(operand, index) ? operand[index] : undefined;
}
