import type { CompileResult } from '@omniroute/compiler';
import type { Job, Known } from './compile-service.ts';

/** What a helper is started with. */
export interface HelperData {
  readonly known: Known;
}

/** What a helper is asked: one service, by its place in the list. */
export interface HelperRequest {
  readonly index: number;
  readonly job: Job;
}

/** What it says: that it can begin, and what it made. A fault ends it; whoever asked compiles what it had in hand. */
export type HelperAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'compiled'; readonly index: number; readonly result: CompileResult };
