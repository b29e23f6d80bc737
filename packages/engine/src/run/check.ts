import type { RunError } from '@omniroute/errors';
import type { Failure } from '../state.ts';

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
  | { readonly look: 'settled'; readonly rollback: number };
