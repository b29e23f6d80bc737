import type { DocumentStore, StoredDocument, StoredUpdate } from './store.ts';

/** Keeps documents in memory: for tests, and for a designer without a server. */
export function memoryStore(): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  let last = 0;
  const change = (id: string, how: (stored: StoredDocument) => StoredDocument) => {
    const stored = documents.get(id);
    if (stored !== undefined) documents.set(id, how(stored));
  };
  return {
    load: async (id) => documents.get(id) ?? null,
    async create(id, snapshot) {
      if (documents.has(id)) return false;
      documents.set(id, { snapshot, tail: [] });
      return true;
    },
    async append(id, update) {
      last += 1;
      const stored: StoredUpdate = { seq: last, update };
      change(id, ({ snapshot, tail }) => ({ snapshot, tail: [...tail, stored] }));
      return stored.seq;
    },
    async compact(id, snapshot, through) {
      change(id, ({ tail }) => ({ snapshot, tail: tail.filter(({ seq }) => seq > through) }));
    },
  };
}
