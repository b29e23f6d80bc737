import type { DiagnosticCode, DiagnosticFacts } from '@omniroute/errors';
import type { TSchema } from 'typebox';

/** What is wrong with a trigger's settings beyond their shape; `pointer` is into them. */
export interface TriggerFinding extends Omit<DiagnosticFacts, 'pointer'> {
  readonly code: DiagnosticCode;
  readonly pointer: string;
}

/** A way to start runs: one of a closed set. `event` is the schema of what expressions read as `event`. */
export interface TriggerDefinition {
  readonly type: string;
  readonly title: string;
  readonly help: string;
  readonly config: TSchema;
  readonly event: { readonly [keyword: string]: unknown };
  readonly defaults: Readonly<Record<string, unknown>>;
  /** What the schema cannot say; asked only about settings of the right shape. */
  readonly check?: (config: Readonly<Record<string, unknown>>) => readonly TriggerFinding[];
  /** The time zone it names, if it names one: with its pointer into the settings. */
  readonly zone?: (
    config: Readonly<Record<string, unknown>>,
  ) => { readonly pointer: string; readonly name: string } | null;
  /** Where it listens, if only one trigger may listen there. */
  readonly address?: (config: Readonly<Record<string, unknown>>) => string;
}
