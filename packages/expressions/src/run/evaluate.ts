import type { Json } from '@omniroute/primitives';
import type { Libraries } from '../libraries/libraries.ts';
import type { Code } from './code.ts';
import { EvalFailure, type ExprError } from './eval-error.ts';
import { load, type Program } from './load.ts';
import { Meter, type Scope, tooLarge } from './meter.ts';
import { toJson } from './to-json.ts';
import type { Value } from './values.ts';

/** What an evaluation gave, and the fuel it used: the same on every host and on every replay. */
export type Evaluation =
  | { readonly ok: true; readonly value: Json; readonly spent: number }
  | { readonly ok: false; readonly error: ExprError; readonly spent: number };

/** Characters and elements that a result may have at most. */
const OUTPUT_CAP = 262_144;
/** Memo, 2026-11-24: loading code makes closures of it; the same code always gives the same ones, so keeping them changes no result. */
const programs = new WeakMap<Code, Program>();

/** Evaluates code in a scope with the libraries that are there. Never throws; `fuel` bounds the work whatever the data. */
export function evaluateWith(libraries: Libraries, code: Code, scope: Scope, fuel: number): Evaluation {
  const meter = new Meter(scope, fuel, libraries);
  try {
    const value = programOf(code)(meter);
    return { ok: true, value: toJson(value, new Meter(scope, OUTPUT_CAP, libraries, tooLarge)), spent: meter.spent };
  } catch (error) {
    return { ok: false, error: errorOf(error, code), spent: meter.spent };
  }
}

/** Evaluates without the boundary: conformance tests look at values that are not JSON. */
export function evaluateInner(
  libraries: Libraries,
  code: Code,
  scope: Scope,
  fuel: number,
): { ok: true; value: Value } | { ok: false; error: ExprError } {
  try {
    return { ok: true, value: programOf(code)(new Meter(scope, fuel, libraries)) };
  } catch (error) {
    return { ok: false, error: errorOf(error, code) };
  }
}

function programOf(code: Code): Program {
  const known = programs.get(code);
  if (known !== undefined) return known;
  const program = load(code);
  programs.set(code, program);
  return program;
}

function errorOf(error: unknown, code: Code): ExprError {
  const span = [code[1], code[2]] as const;
  if (error instanceof EvalFailure) return { code: error.code, message: error.message, span: error.span ?? span };
  // Depth is bounded before this; a host with less stack than any known one still gets an answer.
  if (error instanceof RangeError) return { code: 'poison', message: 'This goes too deep.', span };
  return { code: 'expression', message: `The evaluator failed: ${String(error)}`, span };
}
