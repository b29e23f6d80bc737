import type { Service } from '@omniroute/dsl';

/** What both sides had when they met last. */
export interface Meeting {
  readonly document: string;
  readonly stateVector: Uint8Array;
  /** The service as both had it: what was changed since is told from it when the server has another document. */
  readonly base: Service;
}

/** A draft as it is kept on this machine. */
export interface LocalDraft {
  readonly meeting: Meeting | null;
  readonly updates: readonly Uint8Array[];
}

/** Where drafts are kept on this machine. Each call resolves when what it wrote outlives the tab. */
export interface LocalStore {
  load(id: string): Promise<LocalDraft>;
  append(id: string, update: Uint8Array): Promise<void>;
  met(id: string, meeting: Meeting): Promise<void>;
  /** Forgets a draft. */
  clear(id: string): Promise<void>;
}

/** Keeps drafts for as long as the page lives: for tests, and where the browser keeps nothing. */
export function memoryStore(): LocalStore {
  const drafts = new Map<string, { meeting: Meeting | null; updates: Uint8Array[] }>();
  const at = (id: string) => {
    const draft = drafts.get(id) ?? { meeting: null, updates: [] };
    drafts.set(id, draft);
    return draft;
  };
  return {
    load: async (id) => ({ ...at(id), updates: [...at(id).updates] }),
    append: async (id, update) => void at(id).updates.push(update),
    met: async (id, meeting) => {
      at(id).meeting = meeting;
    },
    clear: async (id) => void drafts.delete(id),
  };
}
