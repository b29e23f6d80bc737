export { assertNever } from './assert-never.ts';
export { defineErrors, type ErrorDefinition, type Fault, type FaultOf, isFault } from './catalogue.ts';
export {
  type Diagnostic,
  type DiagnosticFacts,
  diagnostic,
  hasErrors,
  type PathStep,
  type Severity,
  type Span,
} from './diagnostic.ts';
export { DIAGNOSTIC_CODES, type DiagnosticCode, type DiagnosticCodeEntry } from './diagnostic-codes.ts';
export { err, ok, type Result } from './result.ts';
export { matchesPattern, patternRank, RUN_ERROR_CODES, type RunError } from './run-error.ts';
export { RUN_ERROR_MEANINGS } from './run-error-meanings.ts';
export { fill } from './template.ts';
