import * as Y from 'yjs';
import type { Meeting } from './local-store.ts';
import { type DraftRemote, type Merged, RemoteError } from './remote.ts';
import { retryDelay, type SaveState } from './save-state.ts';

/** Letters that follow each other travel together. */
const PAUSE_MS = 400;
/** Another tab saves what it did; this one sees to it only if that tab is gone. */
const OTHERS_MS = 3_000;

/** What meetings with the server need. */
export interface SyncOptions {
  readonly id: string;
  readonly doc: Y.Doc;
  readonly remote: DraftRemote;
  /** What both sides had last; `null` before they ever met. */
  readonly meeting: Pick<Meeting, 'document' | 'stateVector'> | null;
  /** The origin of what comes from the server. */
  readonly origin: unknown;
  readonly onState: (state: SaveState) => void;
  /** Called after each meeting. */
  readonly onMet: (merged: Merged) => void;
  /** The server has another document: nothing can be saved from this one any more. */
  readonly onReplaced: () => void;
}

/** Brings a document and the server's together, again and again: soon after each change, later after each failure. */
export interface Sync {
  /** Something was changed here, or in another tab. */
  changed(by: 'me' | 'others'): void;
  /** Meets the server now, or joins the meeting that is under way. */
  meet(): Promise<void>;
  /** Resolves when the server has all, by a meeting that begins after this call; rejects when it cannot be reached. */
  flush(): Promise<void>;
  document(): string | null;
  stop(): void;
}

/** Follows nothing by itself: the session tells it of changes. */
export function createSync(options: SyncOptions): Sync {
  const { id, doc, remote, origin } = options;
  let known = options.meeting;
  // A draft that was closed before it was saved may hold what the server lacks.
  let [made, saved, failures, isOpen] = [known === null ? 0 : 1, 0, 0, true];
  let timer: { readonly handle: ReturnType<typeof setTimeout>; readonly at: number } | null = null;
  let running: Promise<void> | null = null;

  const after = (ms: number) => {
    const at = Date.now() + ms;
    if (!isOpen || (timer !== null && timer.at <= at)) return;
    if (timer !== null) clearTimeout(timer.handle);
    timer = { handle: setTimeout(() => void meet().catch(told), ms), at };
  };
  /** What failed was told by the state already. */
  const told = (reason: unknown) => {
    if (!(reason instanceof RemoteError)) throw reason;
  };

  async function round(): Promise<void> {
    const brought = made;
    const update = known === null || brought === saved ? null : Y.encodeStateAsUpdate(doc, known.stateVector);
    options.onState({ is: 'saving' });
    const merged = await remote.merge(id, {
      document: known?.document ?? null,
      stateVector: Y.encodeStateVector(doc),
      update,
    });
    if (!isOpen) return;
    known = { document: merged.document, stateVector: merged.stateVector };
    [saved, failures] = [brought, 0];
    Y.applyUpdate(doc, merged.update, origin);
    options.onMet(merged);
  }

  async function rounds(): Promise<void> {
    try {
      do await round();
      while (isOpen && saved < made);
      if (isOpen) options.onState({ is: 'saved' });
    } catch (reason) {
      if (isOpen) failed(reason);
      throw reason;
    }
  }

  function failed(reason: unknown): void {
    if (!(reason instanceof RemoteError)) return;
    if (reason.fault === 'refused') options.onState({ is: 'refused', message: reason.message });
    else if (reason.fault === 'replaced') options.onReplaced();
    else {
      failures += 1;
      options.onState({ is: 'offline' });
      after(retryDelay(failures));
    }
  }

  function meet(): Promise<void> {
    if (timer !== null) clearTimeout(timer.handle);
    timer = null;
    running ??= rounds().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    changed(by) {
      made += 1;
      if (failures > 0) return;
      options.onState({ is: 'saving' });
      // A pause in typing ends the wait; somebody who never pauses is saved by the round after.
      after(by === 'me' ? PAUSE_MS : OTHERS_MS);
    },
    meet,
    async flush() {
      // What came of a meeting from before is told by the state.
      await running?.catch(told);
      await meet();
    },
    document: () => known?.document ?? null,
    stop() {
      isOpen = false;
      if (timer !== null) clearTimeout(timer.handle);
    },
  };
}
