import type { Code } from '../run/code.ts';
import { type Evaluation, evaluateWith } from '../run/evaluate.ts';
import type { Scope } from '../run/meter.ts';
import type { TimeZone } from '../run/time-zone.ts';
import { ALL_LIBRARIES } from './all.ts';

/** Evaluates code in a scope. Never throws; `fuel` bounds the work whatever the data. */
export function evaluate(code: Code, scope: Scope, fuel: number): Evaluation {
  return evaluateWith(ALL_LIBRARIES, code, scope, fuel);
}

/** A zone of the IANA database by its name, or `null`; for callers that keep it themselves. */
export function findTimeZone(name: string): TimeZone | null {
  return ALL_LIBRARIES.zones.find(name);
}
