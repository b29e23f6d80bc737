import type { Type } from '@omniroute/expressions';
import { between, fieldName, quoted } from './text.ts';

/** A static type as TypeScript writes it, of values as they are in JSON. */
export function tsType(type: Type): string {
  switch (type.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return 'boolean';
    case 'int':
    case 'double':
      return 'number';
    case 'string':
      return type.values === undefined ? 'string' : [...type.values].map(quoted).join(' | ');
    case 'timestamp':
    case 'duration':
    case 'decimal':
    case 'bytes':
      return 'string';
    case 'list':
      return arrayOf(type.item);
    case 'map':
      return `Record<string, ${tsType(type.value)}>`;
    case 'record':
      return recordType(type);
    case 'union':
      return [...new Set(type.of.map(tsType))].join(' | ');
    case 'optional':
      return `${tsType(type.of)} | undefined`;
    default:
      return 'Json';
  }
}

function recordType(type: Extract<Type, { kind: 'record' }>): string {
  const fields = Object.entries(type.fields);
  if (fields.length === 0) return type.open ? 'Record<string, Json>' : 'Record<string, never>';
  const parts = fields.map(
    ([name, { type: field, optional }]) => `${fieldName(name)}${optional ? '?' : ''}: ${tsType(field)}`,
  );
  const line = `{ ${parts.join('; ')} }`;
  if (line.length <= 100 && !line.includes('\n')) return line;
  return between('{', parts, '}').replaceAll(',\n', ';\n');
}

/** A list of items of several kinds needs brackets. */
function arrayOf(item: Type): string {
  const text = tsType(item);
  const isSeveral =
    item.kind === 'union' || item.kind === 'optional' || (item.kind === 'string' && (item.values?.length ?? 0) > 1);
  return isSeveral && text.includes(' | ') ? `(${text})[]` : `${text}[]`;
}

/** The parts of a union, or the type alone. */
export function partsOf(type: Type): readonly Type[] {
  return type.kind === 'union' ? type.of.flatMap(partsOf) : [type];
}

/** Whether every value of a type is of one of these kinds. */
export function isOf(type: Type, ...kinds: readonly Type['kind'][]): boolean {
  return partsOf(type).every((part) => kinds.includes(part.kind));
}
