import { ERROR, type Type } from './type.ts';

/** A type in which nothing is known of what is wrong: what is worked out from it again shows the same faults again. */
export function withoutFaults(type: Type): Type {
  switch (type.kind) {
    case 'error':
      return ERROR;
    case 'list':
      return { ...type, item: withoutFaults(type.item) };
    case 'map':
      return { ...type, value: withoutFaults(type.value) };
    case 'optional':
      return { ...type, of: withoutFaults(type.of) };
    case 'union':
      return { ...type, of: type.of.map(withoutFaults) };
    case 'record': {
      const fields = Object.entries(type.fields).map(
        ([name, field]) => [name, { ...field, type: withoutFaults(field.type) }] as const,
      );
      return { ...type, fields: Object.fromEntries(fields) };
    }
    default:
      return type;
  }
}
