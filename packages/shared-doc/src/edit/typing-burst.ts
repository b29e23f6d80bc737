import type { Operation } from '@omniroute/dsl';

/**
 * Names the field into which a change types, `null` for changes that are steps of their own. Of changes with one name that
 * follow each other quickly the person sees one: the word, not its letters.
 */
export function burstOf(operations: readonly Operation[]): string | null {
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) return null;
  switch (operation.op) {
    case 'update_node':
      return typeof operation.value === 'string' ? `node ${operation.id} ${operation.pointer}` : null;
    case 'set_name':
      return `name ${operation.id}`;
    case 'set_edge':
      return operation.label === undefined ? null : `label ${operation.edge}`;
    case 'set_service':
      return typeof operation.value === 'string' ? `service ${operation.field}` : null;
    case 'put':
      return operation.collection === 'notes' ? `note ${(operation.item as { readonly id?: string }).id}` : null;
    default:
      return null;
  }
}
