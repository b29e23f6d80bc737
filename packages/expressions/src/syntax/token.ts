import type { Span } from '@omniroute/errors';

/** A lexical token of CEL. `text` is what stands in the source; strings carry their decoded value. */
export type Token = { readonly span: Span } & (
  | { readonly kind: 'ident' | 'op' | 'uint'; readonly text: string }
  | { readonly kind: 'int' | 'float'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: readonly number[] }
  | { readonly kind: 'bad'; readonly text: string; readonly problem: string }
  | { readonly kind: 'end' }
);
