import { fill } from './template.ts';

/** One line of an error catalogue: how an error is worded, which HTTP status it has, whether trying again can help. */
export interface ErrorDefinition {
  /** Wording with `{fact}` places; says what is wrong and what to do. */
  readonly message: string;
  /** HTTP status, where the error can reach a caller of the API. */
  readonly status: number;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
}

/** The mark that recognises a catalogued error across realms and duplicate packages, where `instanceof` fails. */
const MARK = Symbol.for('omniroute.fault');

/** A catalogued error: a stable code and facts in fields; the message is made from the catalogue. */
export interface Fault<Code extends string = string> extends Error {
  readonly code: Code;
  readonly status: number;
  readonly retryable: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The faults of a catalogue made by `defineErrors`. */
export type FaultOf<Table extends Record<string, ErrorDefinition>> = Fault<Extract<keyof Table, string>>;

/**
 * Makes a package's error catalogue.
 *
 * @example
 * const storageErrors = defineErrors({
 *   'storage.conflict': { message: 'Service {id} was changed by someone else. Load it again.', status: 409, retryable: false },
 * });
 * throw storageErrors.fault('storage.conflict', { id });
 */
export function defineErrors<const Table extends Record<string, ErrorDefinition>>(table: Table) {
  type Code = Extract<keyof Table, string>;
  return {
    table,
    /** Makes one error of this catalogue; `cause` is kept. */
    fault(code: Code, facts: Record<string, unknown> = {}, cause?: unknown): Fault<Code> {
      const definition = table[code] as ErrorDefinition;
      const error = new Error(fill(definition.message, facts), cause === undefined ? undefined : { cause });
      error.name = 'Fault';
      return Object.assign(error, {
        [MARK]: true,
        code,
        status: definition.status,
        retryable: definition.retryable,
        facts,
      }) as unknown as Fault<Code>;
    },
    /** Whether a caught value is an error of this catalogue. */
    is(value: unknown): value is Fault<Code> {
      return isFault(value) && Object.hasOwn(table, value.code);
    },
  };
}

/** Whether a caught value is a catalogued error of any package. */
export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[MARK] === true;
}
