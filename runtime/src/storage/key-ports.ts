/** A tenant's data key: 32 bytes, named by an id that travels with each payload. */
export interface DataKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/** Where data keys come from; the storage keeps them wrapped by the master key. */
export interface KeyStore {
  /** The key that new payloads of this tenant are encrypted with; made on first use. */
  current(tenant: string): Promise<DataKey>;
  /** A key by its id, old ones included; `null` if there is none. */
  byId(tenant: string, id: string): Promise<DataKey | null>;
}

/** Where the key comes from under which a tenant's business keys are hashed. */
export interface IndexKeys {
  /** Made on first use, and the same for ever: hashes of it are searched for. */
  index(tenant: string): Promise<DataKey>;
}

/** A data key as people see it: its bytes are shown to nobody. */
export interface KeyFacts {
  readonly id: string;
  readonly active: boolean;
  readonly createdAt: Date;
}

/** A store whose keys can be changed. */
export interface KeyRing extends KeyStore, IndexKeys {
  /** Makes a new key the current one. The ones before still open what they closed; nothing is encrypted anew. */
  rotate(tenant: string): Promise<KeyFacts>;
  /** All data keys of a tenant, newest first. */
  list(tenant: string): Promise<KeyFacts[]>;
  /** Whose key this is; `null` if it is nobody's. */
  tenantOf(id: string): Promise<string | null>;
}

/** Where plans are kept, addressed by hash within a tenant. */
export interface PlanStore {
  /** Canonical JSON of the plan whose hash this is or begins with; `null` if there is none. */
  get(tenant: string, hash: string): Promise<string | null>;
}
