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

/** Where plans are kept, addressed by hash within a tenant. */
export interface PlanStore {
  /** Canonical JSON of the plan, or `null`. */
  get(tenant: string, hash: string): Promise<string | null>;
}
