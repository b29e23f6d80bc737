import { ALL_LIBRARIES } from '@omniroute/expressions';
import type { Json } from '@omniroute/primitives';
import { type CompileInput, type CompileResult, type CompilerOptions, compileWith } from './compile.ts';
import { type Checker, createCheckerWith } from './incremental/checker.ts';

/** Compiles a service: parse, resolve, check, lower. Never throws on bad input; same input, same plan, byte for byte. */
export function compile(input: CompileInput, options: CompilerOptions): CompileResult {
  return compileWith(ALL_LIBRARIES, input, options);
}

/** A checker for one service; it has everything that a service may need. */
export function createChecker(options: CompilerOptions, document: Json = null): Checker {
  return createCheckerWith(ALL_LIBRARIES, options, document);
}
