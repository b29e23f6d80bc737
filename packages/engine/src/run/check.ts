import type { RunError } from '@omniroute/errors';
import type { Json } from '@omniroute/primitives';
import type { Failure, UndoEntry } from '../state.ts';

/** Something that changed and has to be looked at before the next token runs. It is looked at in order, and may be over by then. */
export type Check =
  /** A token of the branch has moved out of reach of a gather, or is gone. */
  | { readonly look: 'branch'; readonly branch: number }
  /** Nothing is open in the frame: a turn of a loop or a scope's body is over. */
  | { readonly look: 'frame'; readonly frame: number }
  /** Enough has come to a gather, or `error` says why it fails. */
  | { readonly look: 'gathered'; readonly fork: number; readonly gather: number; readonly error: RunError | null }
  /** An error goes outward from a place. */
  | { readonly look: 'failed'; readonly frame: number; readonly branch: number | null; readonly failure: Failure }
  /** A scope has been given the mutex it waited for. */
  | { readonly look: 'granted'; readonly scope: string }
  /** Everything of a rollback is settled and undone. */
  /** A called service was cancelled from outside; what it did is undone or not. */
  | { readonly look: 'cancelled'; readonly call: string; readonly undo: boolean; readonly error: RunError | null }
  /** A service is called that undoes something. */
  | {
      readonly look: 'undo';
      readonly undo: { readonly rollback: number; readonly entry: UndoEntry };
      readonly index: number;
      readonly key: string;
      readonly input: Json;
    }
  | { readonly look: 'settled'; readonly rollback: number };
