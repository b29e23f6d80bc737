import type { Json } from '@omniroute/primitives';

/** A visit of a run as the API shows it. */
export interface SeenVisit {
  readonly node: string;
  readonly key: string;
  readonly status: string;
  readonly attempts: number;
  readonly next_attempt_at: string | null;
  readonly output: Json;
  readonly error: { readonly code: string; readonly message: string } | null;
}
