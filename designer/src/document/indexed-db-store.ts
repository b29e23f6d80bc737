import * as Y from 'yjs';
import type { LocalStore, Meeting } from './local-store.ts';

const NAME = 'omniroute-drafts';
/** Changes that are put together when a draft is opened, so that opening it often does not let it grow. */
const MERGE_AFTER = 50;

interface KeptUpdate {
  readonly id: string;
  readonly update: Uint8Array;
}

/** Keeps drafts in the browser's own database (see indexed-db.decision.md). */
export function indexedDbStore(): LocalStore {
  let opening: Promise<IDBDatabase> | null = null;
  const open = () => {
    opening ??= openDatabase();
    return opening;
  };
  const write = async (work: (transaction: IDBTransaction) => void) => {
    const transaction = (await open()).transaction(['drafts', 'updates'], 'readwrite');
    work(transaction);
    const end = ended(transaction);
    // Without waiting for what it answers: a tab that is killed now has handed it over already.
    transaction.commit();
    await end;
  };
  return {
    async load(id) {
      const transaction = (await open()).transaction(['drafts', 'updates'], 'readwrite');
      const updates = transaction.objectStore('updates');
      const draft = answer<{ meeting: Meeting } | undefined>(transaction.objectStore('drafts').get(id));
      const keys = answer(updates.index('id').getAllKeys(id));
      const kept = answer<KeptUpdate[]>(updates.index('id').getAll(id));
      const loaded = { meeting: (await draft)?.meeting ?? null, updates: (await kept).map(({ update }) => update) };
      if (loaded.updates.length > MERGE_AFTER) {
        updates.add({ id, update: Y.mergeUpdates(loaded.updates) } satisfies KeptUpdate);
        for (const key of await keys) updates.delete(key);
      }
      await ended(transaction);
      return loaded;
    },
    append: (id, update) =>
      write((transaction) => void transaction.objectStore('updates').add({ id, update } satisfies KeptUpdate)),
    met: (id, meeting) => write((transaction) => void transaction.objectStore('drafts').put({ id, meeting })),
    async clear(id) {
      const transaction = (await open()).transaction(['drafts', 'updates'], 'readwrite');
      transaction.objectStore('drafts').delete(id);
      const updates = transaction.objectStore('updates');
      for (const key of await answer(updates.index('id').getAllKeys(id))) updates.delete(key);
      await ended(transaction);
    },
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('drafts', { keyPath: 'id' });
    request.result.createObjectStore('updates', { autoIncrement: true }).createIndex('id', 'id');
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser kept nothing.'));
  });
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser kept nothing.'));
  });
}
