import type { Type } from '@omniroute/expressions';
import type { Json } from '@omniroute/primitives';

/** Types that refer to one another end here. */
const DEEPEST = 8;
const FORMATS = { 'date-time': '2026-01-05T09:00:00Z', date: '2026-01-05', duration: 'PT1H' } as const;

/**
 * A value of a type that looks like data: fields that may be absent are there, lists have one item, a text says its
 * field's name. What an expression gives for it is shown while it is written.
 */
export function sampleOfType(type: Type, name: string, depth = 0): Json {
  if (depth > DEEPEST) return null;
  switch (type.kind) {
    case 'bool':
      return type.values?.[0] ?? true;
    case 'int':
    case 'double':
      return type.values?.[0] ?? 1;
    case 'decimal':
      return '1.00';
    case 'string':
      return type.values?.[0] ?? (type.format === undefined ? name : FORMATS[type.format]);
    case 'timestamp':
      return FORMATS['date-time'];
    case 'duration':
      return FORMATS.duration;
    case 'list':
      return [sampleOfType(type.item, name, depth + 1)];
    case 'map':
      return { [name]: sampleOfType(type.value, name, depth + 1) };
    case 'record':
      return Object.fromEntries(
        Object.entries(type.fields).map(([field, { type: own }]) => [field, sampleOfType(own, field, depth + 1)]),
      );
    case 'union': {
      const first = type.of.find(({ kind }) => kind !== 'null');
      return first === undefined ? null : sampleOfType(first, name, depth + 1);
    }
    case 'optional':
      return sampleOfType(type.of, name, depth);
    default:
      return null;
  }
}
