import { isObject, type Json } from '@omniroute/primitives';
import type { NoteMove } from '../normalise/origin.ts';

/** One step from a version of the language to the next. It is frozen once a document of the newer version was stored. */
export interface Migration {
  /** What it does, in words: `1.0-to-1.1: waits have an id`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** The document in the newer version; `moved` notes each value that stands elsewhere than before. */
  up(document: { readonly [field: string]: Json }, moved: NoteMove): { readonly [field: string]: Json };
}

/** Takes a document through the steps that begin at its version. A version from which no step leads is left as it is. */
export function migrate(document: Json, migrations: readonly Migration[], moved: NoteMove): Json {
  return migrations.reduce<Json>(
    (current, { from, to, up }) =>
      isObject(current) && current.dsl_version === from ? { ...up(current, moved), dsl_version: to } : current,
    document,
  );
}
