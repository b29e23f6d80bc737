import type { Service } from '@omniroute/dsl';
import { type Diagnostic, diagnostic, err, ok, type Result } from '@omniroute/errors';
import { formatPointer, isObject, type Json } from '@omniroute/primitives';

const LISTS = ['nodes', 'edges'] as const;
const OPTIONAL_LISTS = ['triggers', 'variables', 'messages', 'connections', 'rules', 'notes'] as const;

/**
 * The document as something that operations can name parts of: its lists are lists of objects, its steps have names. All
 * else may be wrong; where this much is not there, the finding says what stands in the way.
 */
export function changeable(document: Json): Result<Service, Diagnostic> {
  if (!isObject(document)) return wrong('', 'The document', 'an object');
  for (const list of [...LISTS, ...OPTIONAL_LISTS]) {
    const items = document[list];
    if (items === undefined && OPTIONAL_LISTS.some((each) => each === list)) continue;
    if (!Array.isArray(items)) return wrong(formatPointer([list]), `"${list}"`, 'a list');
    for (const [index, item] of items.entries()) {
      const place = formatPointer([list, index]);
      if (!isObject(item)) return wrong(place, `Item ${index + 1} of "${list}"`, 'an object');
      if (list === 'nodes' && typeof item.id !== 'string') return wrong(`${place}/id`, 'The id of a step', 'text');
    }
  }
  return ok(document as unknown as Service);
}

function wrong(pointer: string, where: string, expected: string): Result<Service, Diagnostic> {
  return err(diagnostic('OR1005', { pointer, expected, got: 'something else', facts: { where } }));
}
