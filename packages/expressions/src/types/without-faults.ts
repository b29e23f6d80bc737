import { ERROR, type Field, type Type } from './type.ts';

/**
 * A type in which nothing is known of what is wrong: what is worked out from it again shows the same faults again. Parts
 * that are shared stay shared, and a type without faults stays itself: outputs that hold each other would grow without bound.
 */
export function withoutFaults(type: Type): Type {
  return clean(type, new Map());
}

function clean(type: Type, known: Map<Type, Type>): Type {
  const before = known.get(type);
  if (before !== undefined) return before;
  const cleaned = cleanedParts(type, known);
  known.set(type, cleaned);
  return cleaned;
}

function cleanedParts(type: Type, known: Map<Type, Type>): Type {
  switch (type.kind) {
    case 'error':
      return ERROR;
    case 'list': {
      const item = clean(type.item, known);
      return item === type.item ? type : { ...type, item };
    }
    case 'map': {
      const value = clean(type.value, known);
      return value === type.value ? type : { ...type, value };
    }
    case 'optional': {
      const of = clean(type.of, known);
      return of === type.of ? type : { ...type, of };
    }
    case 'union': {
      const of = type.of.map((each) => clean(each, known));
      return of.every((each, index) => each === type.of[index]) ? type : { ...type, of };
    }
    case 'record': {
      const fields: [string, Field][] = [];
      let isSame = true;
      for (const [name, field] of Object.entries(type.fields)) {
        const own = clean(field.type, known);
        if (own !== field.type) isSame = false;
        fields.push([name, own === field.type ? field : { ...field, type: own }]);
      }
      return isSame ? type : { ...type, fields: Object.fromEntries(fields) };
    }
    default:
      return type;
  }
}
