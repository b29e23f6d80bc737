/** Something of a service that cannot be written in the target's words with the same meaning. */
export interface Refusal {
  /** The step, or null for the service itself. */
  readonly node: string | null;
  /** Where in the document. */
  readonly pointer: string;
  readonly reason: string;
}

/** Thrown where the writing of one part ends; caught where its place is known. */
export class Untranslatable extends Error {}

/** Ends the writing of a part. */
export function refuse(reason: string): never {
  throw new Untranslatable(reason);
}
