import type { RunReport, Scenario } from '@omniroute/plan';
import type { ServiceBuilder } from '@omniroute/testing';

/** A rule by words of its sentence, and where it is shown: the title of a test in a file, or a case that a test runs. */
export type ShownRule = readonly [words: string, file: string, test: string] | readonly [words: string, kase: string];

/** A rule by words of its sentence, a service, and the findings that forbid it: `code pointer`. */
export type FoundRule = readonly [words: string, service: ServiceBuilder, findings: readonly string[]];

/** A rule by words of its sentence, a service, what it is given, and what is then to be read of its report. */
export type PlayedRule = readonly [
  words: string,
  service: ServiceBuilder,
  given: Omit<Scenario, 'name'>,
  report: Partial<Omit<RunReport, 'path' | 'calls'>> & PlayedSteps,
];

interface PlayedSteps {
  /** Visits as they begin, `step` or `step:status` where it did not complete. */
  readonly path?: string;
  /** The keys of all effects, in the order of the calls. */
  readonly keys?: readonly string[];
  /** What the effects were given. */
  readonly inputs?: readonly unknown[];
  /** The code of the error that ended the run. */
  readonly code?: string;
}

/** The rules of a section of `docs/language.md`. */
export interface Section {
  readonly title: string;
  readonly shown?: readonly ShownRule[];
  readonly found?: readonly FoundRule[];
  readonly played?: readonly PlayedRule[];
  /** Words of sentences that the product does not keep yet, with the reason. */
  readonly owed?: readonly (readonly [words: string, reason: string])[];
  /** Sentences that say nothing which could be otherwise: they lead to what follows, or point to another section. */
  readonly silent?: readonly string[];
}
