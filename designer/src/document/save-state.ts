/** How it stands with saving; said in words by the page. */
export type SaveState =
  | { readonly is: 'saved' }
  | { readonly is: 'saving' }
  /** The server cannot be reached; it is tried again. */
  | { readonly is: 'offline' }
  /** The server will not take it: an archived service, a draft that cannot be drawn. */
  | { readonly is: 'refused'; readonly message: string };

/** What a session tells the page besides the service itself. */
export interface DraftState {
  readonly save: SaveState;
  /** Whether changes outlive this tab even if the server has not got them. */
  readonly kept: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** How long to wait before another try, after a number of tries that failed. */
export function retryDelay(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
