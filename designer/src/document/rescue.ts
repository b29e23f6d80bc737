import { diff, type Operation, type Service } from '@omniroute/dsl';
import type { DraftSession } from './session.ts';

/** What was changed here since both sides met last. */
export function unsavedOperations(base: Service, now: Service): readonly Operation[] {
  return diff(base, now);
}

/** Does once more, one by one, what was not saved; answers how many the new document refused. */
export function redoUnsaved(session: Pick<DraftSession, 'apply'>, operations: readonly Operation[]): number {
  return operations.filter((operation) => !session.apply([operation]).ok).length;
}
