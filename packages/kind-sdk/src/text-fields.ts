import { isObject } from '@omniroute/primitives';
import type { KindDefinition } from './define-kind.ts';

/** A string of a service: the list it is in, the type of its node, and the way to it (`*` for any element of a list). */
export interface StringPlace {
  readonly list: string;
  readonly type?: string | undefined;
  readonly path: readonly string[];
}

/**
 * Which strings several people write in together, letter by letter: settings that a kind calls `multiline`, and the text of
 * notes. Page and server ask the same question, so that a draft is written alike wherever it is written.
 */
export function isWrittenTogether(kinds: Readonly<Record<string, KindDefinition>>): (place: StringPlace) => boolean {
  return ({ list, type, path }) => {
    if (list === 'notes') return path.length === 1 && path[0] === 'text';
    const [field, ...rest] = path;
    if (list !== 'nodes' || field !== 'config') return false;
    const schema = rest.reduce<unknown>(part, kinds[type ?? '']?.config);
    const hints = isObject(schema) ? schema['x-ui'] : undefined;
    return isObject(hints) && hints.multiline === true;
  };
}

function part(schema: unknown, segment: string): unknown {
  if (!isObject(schema)) return undefined;
  if (segment === '*') return schema.items;
  return isObject(schema.properties) && Object.hasOwn(schema.properties, segment)
    ? schema.properties[segment]
    : undefined;
}
