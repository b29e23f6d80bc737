import { fail } from '../run/eval-error.ts';
import { mapSize } from '../run/maps.ts';
import { BytesValue, DecimalValue, isMap, OptionalValue, type Value } from '../run/values.ts';
import { unionOf } from '../types/relations.ts';
import { BOOL, DYN, ERROR, type Type } from '../types/type.ts';
import { type FunctionDefinition, global, member } from './define.ts';

const inner = (type: Type | undefined): Type => (type?.kind === 'optional' ? type.of : DYN);
const perhaps = (args: readonly Type[]): Type => ({ kind: 'optional', of: args[0] ?? DYN });

/** Values that may be absent. `or` and `orValue` look at their argument only if it is needed: `run/load.ts` sees to that. */
export const optionals: readonly FunctionDefinition[] = [
  global('optional.of', ['any'], perhaps, 'A value that is there.', ([x]) => new OptionalValue(x as Value)),
  global('optional.none', [], { kind: 'optional', of: ERROR }, 'No value.', () => new OptionalValue(undefined)),
  global(
    'optional.ofNonZeroValue',
    ['any'],
    perhaps,
    'A value that is there unless it is empty, zero, false or null.',
    ([x]) => new OptionalValue(isZero(x as Value) ? undefined : (x as Value)),
  ),
  member(
    'hasValue',
    ['optional'],
    BOOL,
    'Whether the value is there.',
    ([x]) => (x as OptionalValue).value !== undefined,
  ),
  member(
    'value',
    ['optional'],
    (args) => inner(args[0]),
    'The value; an error if it is absent.',
    ([x]) => {
      const { value } = x as OptionalValue;
      return value === undefined ? fail('The value is absent.') : value;
    },
  ),
  member(
    'orValue',
    ['optional', 'any'],
    (args) => unionOf([inner(args[0]), args[1] ?? DYN]),
    'The value, or another if it is absent.',
    ([x, other]) => {
      const { value } = x as OptionalValue;
      return value === undefined ? (other as Value) : value;
    },
  ),
  member(
    'or',
    ['optional', 'optional'],
    (args) => ({ kind: 'optional', of: unionOf([inner(args[0]), inner(args[1])]) }),
    'This, or another that may be absent too.',
    ([x, other]) => ((x as OptionalValue).value === undefined ? (other as Value) : (x as Value)),
  ),
];

function isZero(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  if (value instanceof BytesValue) return value.bytes.length === 0;
  if (value instanceof DecimalValue) return value.value.isZero();
  return isMap(value) && mapSize(value) === 0;
}
