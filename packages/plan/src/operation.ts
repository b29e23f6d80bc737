import type { Json } from '@omniroute/primitives';

/** What a person may do to a run that is open (LANGUAGE.md section 13). */
export type Operation =
  /** Nothing new begins until it is resumed; what is in flight ends, timers and messages are kept. */
  | { readonly action: 'pause' }
  | { readonly action: 'resume' }
  /** An undo that failed for good is tried once more, under a new key. `key` is that of the undo. */
  | { readonly action: 'retry_undo'; readonly key: string }
  /** An undo that failed for good counts as done, because a person has seen to it. */
  | { readonly action: 'skip_undo'; readonly key: string }
  /** The run ends; `compensate` says whether what it did is undone, else its error policy does. */
  | { readonly action: 'cancel'; readonly compensate?: boolean }
  /** An open step ends with this output; `port` where it has several: an outcome of a task, an event of a wait. */
  | { readonly action: 'skip'; readonly key: string; readonly output?: Json; readonly port?: string }
  /** Work under way is called off and begins from the start, under a new key. */
  | { readonly action: 'retry'; readonly key: string }
  /** A variable of the run takes this value. */
  | { readonly action: 'set_variable'; readonly variable: string; readonly value: Json };

/** `terminate` is the server's: the run is killed where it stands, and hears of nothing. */
export type OperatorAction = Operation['action'] | 'terminate';
