import { library, type Pattern } from '../libraries/libraries.ts';
import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';

/** Whether a part of a text fits a pattern of RE2. Matching is linear in both; patterns are made once an evaluation. */
export function matchesPattern(text: string, pattern: string, meter: Meter): boolean {
  payForMatch(text, pattern, meter);
  const known = meter.patterns.get(pattern);
  if (known !== undefined) return known.test(text);
  meter.pay(pattern.length * 10);
  const made = readPattern(pattern, meter);
  meter.patterns.set(pattern, made);
  return made.test(text);
}

/** What a match costs: each character may meet each part of the pattern. */
export function payForMatch(text: string, pattern: string, meter: Meter): void {
  meter.pay(1 + text.length * (1 + Math.ceil(pattern.length / 16)));
}

/** A pattern ready to be used. */
export function readPattern(pattern: string, meter: Meter): Pattern {
  const read = library(meter.libraries, 'regex').read(pattern);
  return 'pattern' in read ? read.pattern : fail(`The pattern "${pattern}" cannot be read.`);
}
