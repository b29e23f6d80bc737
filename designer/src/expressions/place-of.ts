import type { Subject } from '../inspector/subject.ts';
import type { TextQuestion } from '../problems/protocol.ts';

/** Where a field's text stands, as the compiler counts it; `null` where no expressions stand. */
export function placeOf(subject: Subject, pointer: string): TextQuestion['place'] | null {
  if (subject.is === 'node' || subject.is === 'trigger') return { of: subject.is, id: subject.id, pointer };
  return subject.is === 'service' ? { of: 'service', pointer } : null;
}

/** Where the expression of a value begins: after the brace and the space. */
export function startOf(value: string): number {
  return value.length - value.slice(2).trimStart().length;
}
