/** A change as it is stored; numbers go up, and a later one never depends on a number that was skipped. */
export interface StoredUpdate {
  readonly seq: number;
  readonly update: Uint8Array;
}

/** What is stored of a document: the whole as it once was, and what came after. One is nothing without the other. */
export interface StoredDocument {
  readonly snapshot: Uint8Array;
  readonly tail: readonly StoredUpdate[];
}

/** Where documents are kept. Each call resolves only when what it wrote outlives the process. */
export interface DocumentStore {
  /** `null` if there is no such document. */
  load(id: string): Promise<StoredDocument | null>;
  /** Stores a new document; `false` if there is one of that id. */
  create(id: string, snapshot: Uint8Array): Promise<boolean>;
  /** Adds a change to the tail and answers its number. */
  append(id: string, update: Uint8Array): Promise<number>;
  /** Exchanges the snapshot for one that holds all changes up to a number; the tail keeps what came after. */
  compact(id: string, snapshot: Uint8Array, through: number): Promise<void>;
}
