import type { Applied, Operation } from '@omniroute/dsl';
import type { Diagnostic, Result } from '@omniroute/errors';
import {
  bindGraph,
  createHistory,
  type Fill,
  type GraphBinding,
  type History,
  type HistoryOptions,
  type IsText,
  type Origin,
  readerOf,
  type ServiceReader,
  toService,
} from '@omniroute/shared-doc';
import * as Y from 'yjs';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LocalStore } from './local-store.ts';
import type { DraftRemote } from './remote.ts';
import { unsavedOperations } from './rescue.ts';
import type { DraftState } from './save-state.ts';
import { createSync } from './sync.ts';
import type { Tabs } from './tabs.ts';

/** What a session works with; the page gives the browser's, tests give their own. */
export interface DraftPorts {
  readonly remote: DraftRemote;
  readonly local: LocalStore;
  readonly tabs: Tabs;
  readonly isText: IsText;
  readonly fill: Fill;
  readonly now: () => number;
  /** The server has another document now; called with what was not saved. The session is of no use any more. */
  readonly onReplaced: (unsaved: readonly Operation[]) => void;
  /** What to remember beside each step of undo. */
  readonly memo?: HistoryOptions['memo'];
}

/** A draft that is open in this tab. */
export interface DraftSession {
  readonly id: string;
  readonly graph: GraphBinding;
  readonly state: StoreApi<DraftState>;
  /** Makes a change: one step of undo. A finding when it is refused; then nothing happened. */
  apply(operations: readonly Operation[]): Result<Applied, Diagnostic>;
  undo(): boolean;
  redo(): boolean;
  /** Resolves when the server has everything; rejects when it cannot be reached. */
  flush(): Promise<void>;
  /** Asks the server for what others changed, now. */
  refresh(): void;
  close(): void;
}

/** Opens a draft: at once if this machine has it, else when the server has sent it. Rejects with a `RemoteError`. */
export async function openDraft(id: string, ports: DraftPorts): Promise<DraftSession> {
  const { local, tabs } = ports;
  const doc = new Y.Doc();
  const [fromHere, fromServer, fromTabs] = [{ from: 'here' }, { from: 'server' }, { from: 'tabs' }];
  const state = createStore<DraftState>(() => ({
    save: { is: 'saving' },
    kept: true,
    canUndo: false,
    canRedo: false,
  }));
  const kept = await local.load(id);
  for (const update of kept.updates) Y.applyUpdate(doc, update, fromHere);
  let { meeting } = kept;
  let history: History | null = null;
  let reader: ServiceReader | null = null;
  let isOpen = true;

  const keep = (work: Promise<void>) =>
    void work.then(
      () => state.setState({ kept: true }),
      () => state.setState({ kept: false }),
    );
  const sync = createSync({
    id,
    doc,
    remote: ports.remote,
    meeting,
    origin: fromServer,
    onState: (save) => state.setState({ save }),
    onMet({ document, stateVector }) {
      meeting = { document, stateVector, base: reader?.service() ?? toService(doc) };
      keep(local.met(id, meeting));
    },
    onReplaced() {
      const unsaved = meeting === null ? [] : unsavedOperations(meeting.base, toService(doc));
      const done = () => ports.onReplaced(unsaved);
      void local.clear(id).then(done, done);
    },
  });

  doc.on('update', (update: Uint8Array, by: unknown) => {
    if (by !== fromHere) keep(local.append(id, update));
    if (by !== fromServer && by !== fromHere) sync.changed(by === fromTabs ? 'others' : 'me');
    const document = sync.document();
    if (by !== fromTabs && by !== fromHere && document !== null) tabs.post({ type: 'update', document, update });
    if (history !== null) state.setState({ canUndo: history.canUndo(), canRedo: history.canRedo() });
  });

  if (meeting === null) await sync.meet();
  else void sync.meet().catch(() => undefined);

  tabs.listen((message) => {
    if (message.document !== sync.document()) return;
    if (message.type === 'update') Y.applyUpdate(doc, message.update, fromTabs);
    else {
      const update = Y.encodeStateAsUpdate(doc, message.stateVector);
      tabs.post({ type: 'update', document: message.document, update });
    }
  });
  const document = sync.document();
  if (document !== null) tabs.post({ type: 'hello', document, stateVector: Y.encodeStateVector(doc) });

  reader = readerOf(doc);
  const followed = reader;
  const graph = bindGraph(followed, ports.fill);
  const origin: Origin = { kind: 'person', now: ports.now };
  const steps = createHistory(doc, origin, {
    isText: ports.isText,
    reader: followed,
    ...(ports.memo === undefined ? {} : { memo: ports.memo }),
  });
  history = steps;
  const stepped = (done: boolean) => {
    state.setState({ canUndo: steps.canUndo(), canRedo: steps.canRedo() });
    return done;
  };

  return {
    id,
    graph,
    state,
    apply(operations) {
      const applied = steps.apply(operations);
      stepped(applied.ok);
      return applied;
    },
    undo: () => stepped(steps.undo()),
    redo: () => stepped(steps.redo()),
    flush: sync.flush,
    refresh: () => void sync.meet().catch(() => undefined),
    close() {
      if (!isOpen) return;
      isOpen = false;
      sync.stop();
      tabs.close();
      steps.destroy();
      graph.destroy();
      followed.destroy();
      doc.destroy();
    },
  };
}
