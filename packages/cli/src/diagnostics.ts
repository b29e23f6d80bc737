import { canonicalJson } from '@omniroute/primitives';

export type { Diagnostic } from '@omniroute/errors';

/** A document in a form that can be compared with another. */
export function renderable(document: unknown): string {
  return canonicalJson(document);
}
