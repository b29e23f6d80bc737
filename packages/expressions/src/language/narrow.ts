import { unionOf } from '../types/relations.ts';
import type { Type } from '../types/type.ts';
import type { Facts } from './facts.ts';

/** The parts of a union that a value may still be, after what was found equal to one of its fields. */
export function narrow(type: Type, path: string | null, facts: Facts): Type {
  if (type.kind !== 'union' || path === null) return type;
  const left = type.of.filter((part) => part.kind !== 'record' || mayHave(part, path, facts));
  return left.length === 0 ? type : unionOf(left);
}

function mayHave(part: Extract<Type, { kind: 'record' }>, path: string, facts: Facts): boolean {
  return Object.entries(part.fields).every(([name, field]) => {
    const values = valuesOf(field.type);
    if (values === null) return true;
    const found = facts.equal.get(`${path}.${name}`);
    const excluded = facts.unequal.get(`${path}.${name}`) ?? [];
    return found === undefined ? values.some((value) => !excluded.includes(value)) : values.includes(found);
  });
}

/** The only texts that a value of a type can be, or `null` if they are not known. */
export function valuesOf(type: Type): readonly string[] | null {
  if (type.kind === 'string') return type.values ?? null;
  if (type.kind !== 'union') return null;
  const parts = type.of.filter((part) => part.kind !== 'null').map(valuesOf);
  return parts.every((part) => part !== null) ? parts.flat() : null;
}
