import type { Json } from '@omniroute/primitives';

/** A call as its signature sees it: headers in lower case, the body as it came. */
export interface SignedCall {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly raw: Uint8Array;
  /** Milliseconds. */
  readonly now: number;
}

/** Why a call is not believed. */
export type Refusal = 'missing' | 'mismatch' | 'stale';

/** One way of signing. `secret` is never empty: without one nothing is asked here. */
export interface SignatureScheme {
  /** Headers that prove something and are no data: what a service may not read. */
  readonly headers: readonly string[];
  /** `null`: the call is believed. */
  verify(call: SignedCall, secret: string): Refusal | null;
  /** What tells this event from every other by the same sender, where the provider says so; else `null`. */
  eventKey(call: SignedCall, data: Json): string | null;
  /** What of the body may be believed, where the signature does not cover all of it. */
  believed?(data: Json): Json;
}
