import type { Diagnostic, Result } from '@omniroute/errors';
import type * as Y from 'yjs';
import { META, metaOf } from './schema.ts';
import { type DocumentOptions, toDocument } from './to-document.ts';
import { toService } from './to-service.ts';

/** How often a document was rebuilt. Two of different epochs do not merge. */
export function epochOf(doc: Y.Doc): number {
  const epoch = metaOf(doc).get(META.epoch);
  return typeof epoch === 'number' ? epoch : 0;
}

/** The same service in a new document of the next epoch, without history and without what was deleted. */
export function rebuilt(doc: Y.Doc, options: Omit<DocumentOptions, 'epoch'>): Result<Y.Doc, Diagnostic> {
  return toDocument(toService(doc), { ...options, epoch: epochOf(doc) + 1 });
}
