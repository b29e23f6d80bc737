import { DIAGNOSTIC_CODES, type DiagnosticCode } from './diagnostic-codes.ts';
import { fill } from './template.ts';

/** How serious a finding is: an error keeps a service from being published. */
export type Severity = 'error' | 'warning' | 'hint';

/** A range in a string of the document, in UTF-16 offsets: [start, end). */
export type Span = readonly [start: number, end: number];

/** One step of a counter-example: the node reached, by which port of the step before. */
export interface PathStep {
  readonly node: string;
  readonly port?: string;
}

/**
 * One finding about a service. `Fix` is the vocabulary of change of `packages/dsl`; it is a parameter
 * because this package knows no document.
 */
export interface Diagnostic<Fix = unknown> {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** RFC 6901 pointer into the document as written, before aliases were normalised. */
  readonly pointer: string;
  readonly node_id?: string;
  readonly edge_id?: string;
  /** Where inside the string at `pointer`. */
  readonly span?: Span;
  /** One-based place in the source text, where it is known. */
  readonly line?: number;
  readonly column?: number;
  readonly expected?: string;
  readonly got?: string;
  readonly did_you_mean?: string;
  /** A counter-example: a path through the graph that shows the fault. */
  readonly path?: readonly PathStep[];
  /** Operations that repair it. */
  readonly fix?: readonly Fix[];
}

/** What a finding adds to its code: the place, and the facts of its wording. */
export type DiagnosticFacts<Fix = unknown> = Omit<Diagnostic<Fix>, 'code' | 'severity' | 'message'> & {
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly severity?: Severity;
  /** A sentence on what to do instead, which ends the message. */
  readonly instead?: string;
};

/** Makes a finding: wording and severity come from the table, "did you mean" and what to do instead are appended to the message. */
export function diagnostic<Fix = unknown>(code: DiagnosticCode, given: DiagnosticFacts<Fix>): Diagnostic<Fix> {
  const entry = DIAGNOSTIC_CODES[code];
  const { facts = {}, severity = entry.severity, instead, ...rest } = given;
  const suggestion = rest.did_you_mean === undefined ? '' : ` Did you mean "${rest.did_you_mean}"?`;
  const wayOut = instead === undefined ? '' : ` ${instead}`;
  return { code, severity, message: fill(entry.message, { ...rest, ...facts }) + suggestion + wayOut, ...rest };
}

/** Whether any finding forbids publishing. */
export function hasErrors(findings: readonly Diagnostic[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
