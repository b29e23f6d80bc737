import { assertNever } from '@omniroute/errors';
import { STRING, type Type } from '../types/type.ts';

/** A type as CEL writes it. What the profile knows more exactly (records, unions, value sets) is widened to CEL's. */
export function celType(type: Type): string {
  switch (type.kind) {
    case 'dyn':
    case 'error':
    case 'null':
    case 'bool':
    case 'int':
    case 'double':
    case 'string':
    case 'bytes':
    case 'timestamp':
    case 'duration':
    case 'decimal':
    case 'type':
      return type.kind === 'error' ? 'dyn' : type.kind;
    case 'list':
      return `list(${celType(type.item)})`;
    case 'map':
      return `map(${celType(type.key ?? STRING)}, ${celType(type.value)})`;
    case 'record':
      return `map(string, ${common(Object.values(type.fields).map((field) => celType(field.type)))})`;
    case 'union':
      return common(withoutLegacyNull(type.of).map(celType));
    case 'optional':
      return `optional_type(${celType(type.of)})`;
    default:
      return assertNever(type);
  }
}

/** CEL lets null stand where an optional, an instant or a duration is expected, and does not show it in the type. */
function withoutLegacyNull(parts: readonly Type[]): readonly Type[] {
  const others = parts.filter(({ kind }) => kind !== 'null');
  return others.every(({ kind }) => kind === 'optional' || kind === 'timestamp' || kind === 'duration')
    ? others
    : parts;
}

function common(types: readonly string[]): string {
  const [first] = types;
  return first !== undefined && types.every((type) => type === first) ? first : 'dyn';
}
