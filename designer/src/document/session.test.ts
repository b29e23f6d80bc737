import type { Operation, Service } from '@omniroute/dsl';
import { toDocument, toService } from '@omniroute/shared-doc';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type LocalStore, memoryStore } from './local-store.ts';
import { type DraftRemote, RemoteError } from './remote.ts';
import { redoUnsaved } from './rescue.ts';
import { type DraftSession, openDraft } from './session.ts';
import type { TabMessage, Tabs } from './tabs.ts';

const service: Service = {
  dsl_version: '1.0',
  id: 'greet',
  name: 'Greet',
  nodes: [{ id: 'a', type: 'transform', config: { output: 1 } }],
  edges: [],
};
const isText = () => false;

/** A server that merges, and can be out of reach. */
function server() {
  const made = (of: Service) => {
    const built = toDocument(of, { isText });
    if (!built.ok) throw new Error(built.error.message);
    return built.value;
  };
  let [doc, document] = [made(service), 'one'];
  const state = { isDown: false, isArchived: false, calls: 0 };
  const remote: DraftRemote = {
    async merge(_, brought) {
      state.calls += 1;
      if (state.isDown) throw new RemoteError('unreachable', 'nobody there');
      if (brought.document !== null && brought.document !== document) throw new RemoteError('replaced', 'another');
      if (brought.update !== null && state.isArchived) throw new RemoteError('refused', 'It is archived.');
      if (brought.update !== null) Y.applyUpdate(doc, brought.update);
      const update = Y.encodeStateAsUpdate(doc, brought.stateVector);
      return { document, update, stateVector: Y.encodeStateVector(doc) };
    },
  };
  return {
    remote,
    state,
    service: () => toService(doc),
    replace(by: Service) {
      [doc, document] = [made(by), 'two'];
    },
  };
}

/** Tabs of one browser; each hears what the others say. */
function browser() {
  const open = new Map<object, (message: TabMessage) => void>();
  return (): Tabs => {
    const key = {};
    return {
      post: (message) => {
        for (const [other, listener] of open) if (other !== key) listener(message);
      },
      listen: (listener) => void open.set(key, listener),
      close: () => void open.delete(key),
    };
  };
}

let home: ReturnType<typeof server>;
let local: LocalStore;
let tab: () => Tabs;
let replaced: readonly Operation[] | null;
const sessions: DraftSession[] = [];

async function open(): Promise<DraftSession> {
  const session = await openDraft('greet', {
    remote: home.remote,
    local,
    tabs: tab(),
    isText,
    fill: (_, item) => item,
    now: () => Date.now(),
    onReplaced: (unsaved) => {
      replaced = unsaved;
    },
  });
  sessions.push(session);
  return session;
}

const name = (id: string, value: string): Operation => ({ op: 'set_name', id, name: value });
const named = (of: Service) => of.nodes.map((node) => node.name);

beforeEach(() => {
  vi.useFakeTimers();
  [home, local, tab, replaced] = [server(), memoryStore(), browser(), null];
});
afterEach(() => {
  for (const session of sessions.splice(0)) session.close();
  vi.useRealTimers();
});

describe('a draft that is open', () => {
  it('is saved a moment after a change, letters that follow each other in one go', async () => {
    const session = await open();
    for (const letters of ['H', 'He', 'Hel']) session.apply([name('a', letters)]);
    expect([session.state.getState().save.is, home.state.calls]).toEqual(['saving', 1]);
    await vi.advanceTimersByTimeAsync(500);
    expect([session.state.getState().save.is, home.state.calls, named(home.service())]).toEqual(['saved', 2, ['Hel']]);
  });

  it('offline-resync: keeps changes while nobody answers, says so, and saves them when somebody does (lightning#4012)', async () => {
    const session = await open();
    home.state.isDown = true;
    session.apply([name('a', 'Away')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(session.state.getState().save).toEqual({ is: 'offline' });
    session.apply([{ op: 'add_node', node: { id: 'b', type: 'end' } }]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.state.getState().save).toEqual({ is: 'offline' });
    home.state.isDown = false;
    await vi.advanceTimersByTimeAsync(31_000);
    expect([session.state.getState().save.is, named(home.service())]).toEqual(['saved', ['Away', undefined]]);
  });

  it('is there at once after the tab was killed, with what the server never got', async () => {
    const session = await open();
    home.state.isDown = true;
    session.apply([name('a', 'In the middle of a wo')]);
    session.close();
    const again = await open();
    expect(named(again.graph.view().service)).toEqual(['In the middle of a wo']);
    home.state.isDown = false;
    await again.flush();
    expect(named(home.service())).toEqual(['In the middle of a wo']);
  });

  it('stale-tab-never-saves: an old tab brings what it changed, not its picture of the whole (dify#3607, #8888)', async () => {
    const [old, young] = [await open(), await open()];
    young.apply([{ op: 'add_node', node: { id: 'b', type: 'end' } }]);
    await young.flush();
    old.apply([name('a', 'Old')]);
    await old.flush();
    expect(named(home.service())).toEqual(['Old', undefined]);
  });

  it('says that the server refused, and goes on taking what others did', async () => {
    const session = await open();
    home.state.isArchived = true;
    session.apply([name('a', 'No')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(session.state.getState().save).toEqual({ is: 'refused', message: 'It is archived.' });
  });

  it('save-state-is-derived: once the server takes it, it is saved (dify#39355, lightning#4837)', async () => {
    const session = await open();
    home.state.isArchived = true;
    session.apply([name('a', 'Late')]);
    await vi.advanceTimersByTimeAsync(500);
    home.state.isArchived = false;
    session.apply([name('a', 'Later')]);
    await vi.advanceTimersByTimeAsync(500);
    expect([session.state.getState().save, named(home.service())]).toEqual([{ is: 'saved' }, ['Later']]);
  });

  it('empty-graph-is-not-a-save: cannot be opened the first time while nobody answers, so nothing empty is saved (langflow#3164, ragflow#18771)', async () => {
    home.state.isDown = true;
    await expect(open()).rejects.toThrow('nobody there');
  });
});

describe('two tabs of one person', () => {
  it('see each other at once, and neither loses what it did', async () => {
    const [one, two] = [await open(), await open()];
    one.apply([name('a', 'One')]);
    two.apply([{ op: 'add_node', node: { id: 'b', type: 'end', name: 'Two' } }]);
    expect([named(one.graph.view().service), named(two.graph.view().service)]).toEqual([
      ['One', 'Two'],
      ['One', 'Two'],
    ]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(named(home.service())).toEqual(['One', 'Two']);
  });

  it('a tab that opens without a network gets what the other has', async () => {
    const one = await open();
    await one.flush();
    home.state.isDown = true;
    one.apply([name('a', 'Unsaved')]);
    const two = await open();
    expect(named(two.graph.view().service)).toEqual(['Unsaved']);
  });

  it('undo takes back what this tab did, not the other', async () => {
    const [one, two] = [await open(), await open()];
    one.apply([name('a', 'One')]);
    two.apply([{ op: 'update_node', id: 'a', pointer: '/config/output', value: 2 }]);
    expect([one.undo(), one.state.getState().canUndo, one.state.getState().canRedo]).toEqual([true, false, true]);
    expect(two.graph.view().service.nodes).toEqual([{ id: 'a', type: 'transform', config: { output: 2 } }]);
  });
});

describe('a draft that the server replaced', () => {
  it('is handed over with what was not saved, which is done once more on the new one', async () => {
    const session = await open();
    await session.flush();
    home.replace({ ...service, nodes: [...service.nodes, { id: 'c', type: 'end' }] });
    session.apply([name('a', 'Mine')]);
    await vi.advanceTimersByTimeAsync(500);
    expect(replaced).toEqual([name('a', 'Mine')]);
    const next = await open();
    expect(redoUnsaved(next, [...(replaced ?? []), name('gone', 'Nowhere')])).toBe(1);
    expect(named(next.graph.view().service)).toEqual(['Mine', undefined]);
  });
});
