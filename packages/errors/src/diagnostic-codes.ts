import { effects } from './diagnostic-codes/effects.ts';
import { graph } from './diagnostic-codes/graph.ts';
import { kinds } from './diagnostic-codes/kinds.ts';
import { references } from './diagnostic-codes/references.ts';
import { shape } from './diagnostic-codes/shape.ts';
import { types } from './diagnostic-codes/types.ts';

/** One code of the table: wording for the finding, and the page that `omniroute explain CODE` shows. */
export interface DiagnosticCodeEntry {
  readonly severity: 'error' | 'warning' | 'hint';
  /** A few words, the page's heading. */
  readonly title: string;
  /** Wording with `{fact}` places, in words a shop manager understands. */
  readonly message: string;
  /** What it means, why it matters and what to do: the page. */
  readonly explain: string;
}

/** Every diagnostic code: `OR1` shape, `OR2` references, `OR3` graph, `OR4` types, `OR5` effects and limits, `OR6` kinds. */
export const DIAGNOSTIC_CODES = { ...shape, ...references, ...graph, ...types, ...effects, ...kinds } satisfies Record<
  string,
  DiagnosticCodeEntry
> as Readonly<Record<DiagnosticCode, DiagnosticCodeEntry>>;

/** A code of the table. */
export type DiagnosticCode =
  | keyof typeof shape
  | keyof typeof references
  | keyof typeof graph
  | keyof typeof types
  | keyof typeof effects
  | keyof typeof kinds;
