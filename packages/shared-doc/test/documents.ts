import type { Service } from '@omniroute/dsl';
import type * as Y from 'yjs';
import { toDocument } from '../src/service/to-document.ts';
import type { IsText } from '../src/values/text-place.ts';

/** Notes and settings called `text` or `body` are written letter by letter. */
export const isText: IsText = ({ path }) => path.some((field) => field === 'text' || field === 'body');

/** A document that holds a service. */
export function documentOf(service: Service): Y.Doc {
  const made = toDocument(service, { isText });
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}
