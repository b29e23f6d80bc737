import { RE2JS } from 're2js';
import { fail } from '../run/eval-error.ts';
import type { Meter } from '../run/meter.ts';

/** Whether a part of a text fits a pattern of RE2. Matching is linear in both; patterns are made once an evaluation. */
export function matchesPattern(text: string, pattern: string, meter: Meter): boolean {
  payForMatch(text, pattern, meter);
  const known = meter.patterns.get(pattern);
  if (known !== undefined) return known.test(text);
  meter.pay(pattern.length * 10);
  const made = compilePattern(pattern);
  if (made === null) return fail(`The pattern "${pattern}" cannot be read.`);
  meter.patterns.set(pattern, made);
  return made.test(text);
}

/** What a match costs: each character may meet each part of the pattern. */
export function payForMatch(text: string, pattern: string, meter: Meter): void {
  meter.pay(1 + text.length * (1 + Math.ceil(pattern.length / 16)));
}

/** A pattern ready to be used, or `null` if it cannot be read. */
export function compilePattern(pattern: string): { test(text: string): boolean } | null {
  const made = read(pattern);
  return typeof made === 'string' ? null : { test: (text) => made.matcher(text).find() };
}

/** Why a pattern cannot be read, or `null` if it can. */
export function patternProblem(pattern: string): string | null {
  const made = read(pattern);
  return typeof made === 'string' ? made : null;
}

function read(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    return error instanceof Error ? error.message : 'it is not a pattern';
  }
}
