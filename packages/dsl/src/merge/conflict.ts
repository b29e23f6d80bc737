import type { Json } from '@omniroute/primitives';
import type { Service } from '../document/service.ts';

/**
 * Two edits that cannot both stand. Both changed the same value; one removed what the other changed; one removed a step
 * that the other refers to. `base`, `ours` and `theirs` are the value on each side; one that is absent was not there.
 */
export interface Conflict {
  readonly kind: 'both_changed' | 'removed_and_changed' | 'removed_and_used';
  /** Where it stands in the merged document. */
  readonly pointer: string;
  readonly node_id?: string;
  readonly edge_id?: string;
  readonly base?: Json;
  readonly ours?: Json;
  readonly theirs?: Json;
}

/** A merged service, which stands even where there are conflicts, and those conflicts. */
export interface Merged {
  readonly service: Service;
  readonly conflicts: readonly Conflict[];
}

/** A value on three sides; `undefined` where it is absent. */
export interface Sides {
  readonly base: Json | undefined;
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
}

/** What is there of three sides. */
export function present({ base, ours, theirs }: Sides): Pick<Conflict, 'base' | 'ours' | 'theirs'> {
  return {
    ...(base === undefined ? {} : { base }),
    ...(ours === undefined ? {} : { ours }),
    ...(theirs === undefined ? {} : { theirs }),
  };
}
