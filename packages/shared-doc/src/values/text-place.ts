/** A string of a service: in an item of a list, or in a field of the service itself. */
export interface TextPlace {
  readonly list: string;
  /** Type of the node or trigger that it belongs to. */
  readonly type?: string | undefined;
  /** Names of fields and places of list elements (`*`) on the way to it. */
  readonly path: readonly string[];
}

/** Says which strings several people write in together, letter by letter; all others are replaced as a whole. */
export type IsText = (place: TextPlace) => boolean;
