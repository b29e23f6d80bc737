import { assertNever } from '@omniroute/errors';
import type { Type } from './type.ts';

/** A type in words that a person who fills forms understands. */
export function typeToString(type: Type): string {
  switch (type.kind) {
    case 'dyn':
      return 'anything';
    case 'error':
      return 'something unknown';
    case 'null':
      return 'nothing (null)';
    case 'bool':
      return type.values === undefined ? 'yes or no' : type.values.join(' or ');
    case 'int':
      return type.values === undefined ? 'a whole number' : oneOf(type.values, 'the number');
    case 'double':
      return type.values === undefined ? 'a number' : oneOf(type.values, 'the number');
    case 'decimal':
      return 'a decimal';
    case 'bytes':
      return 'bytes';
    case 'timestamp':
      return 'a point in time';
    case 'duration':
      return 'a duration';
    case 'type':
      return 'a type';
    case 'string':
      return type.values === undefined
        ? 'text'
        : oneOf(
            type.values.map((value) => `"${value}"`),
            'the text',
          );
    case 'list':
      return `a list of ${plural(type.item)}`;
    case 'map':
      return `an object whose values are ${plural(type.value)}`;
    case 'record': {
      const names = Object.entries(type.fields).map(([name, field]) => `${name}${field.optional ? '?' : ''}`);
      return names.length === 0
        ? 'an object'
        : `an object { ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''} }`;
    }
    case 'union':
      return type.of.map(typeToString).join(' or ');
    case 'optional':
      return `perhaps ${typeToString(type.of)}`;
    default:
      return assertNever(type);
  }
}

function oneOf(values: readonly (string | number)[], single: string): string {
  return values.length === 1 ? `${single} ${values[0]}` : `one of ${values.join(', ')}`;
}

function plural(type: Type): string {
  const text = typeToString(type);
  const article = text.startsWith('a ') ? 2 : text.startsWith('an ') ? 3 : 0;
  return text.slice(article);
}
