import { type Applied, applyAll, type Operation, revert } from '@omniroute/dsl';
import { type Diagnostic, ok, type Result } from '@omniroute/errors';
import type * as Y from 'yjs';
import type { ServiceReader } from '../service/service-reader.ts';
import { toService } from '../service/to-service.ts';
import type { Origin } from './origin.ts';
import { type WriteOptions, writeService } from './write-service.ts';

/** How operations are applied. */
export interface ApplyOptions extends WriteOptions {
  /** Follows the same document; without one it is read as a whole each time. */
  readonly reader?: ServiceReader;
}

/**
 * Applies operations to a document in one transaction, or none of them: the first that cannot be applied refuses all, with
 * the finding of `packages/dsl`. What they do is what `applyAll` does to the plain service; what is written is nothing but
 * what they change. Not to be called inside another transaction.
 */
export function applyOperations(
  doc: Y.Doc,
  operations: readonly Operation[],
  origin: Origin,
  options: ApplyOptions,
): Result<Applied, Diagnostic> {
  return write(doc, operations, origin, options, applyAll);
}

/** Takes changes back by their inverse, whatever stood there before. */
export function revertOperations(
  doc: Y.Doc,
  inverse: readonly Operation[],
  origin: Origin,
  options: ApplyOptions,
): Result<Applied, Diagnostic> {
  return write(doc, inverse, origin, options, revert);
}

function write(
  doc: Y.Doc,
  operations: readonly Operation[],
  origin: Origin,
  options: ApplyOptions,
  change: typeof applyAll,
): Result<Applied, Diagnostic> {
  const before = options.reader?.service() ?? toService(doc);
  const applied = change(before, operations);
  if (!applied.ok) return applied;
  writeService(doc, before, applied.value.service, origin, options);
  return ok(applied.value);
}
