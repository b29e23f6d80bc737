export { assertNever } from './assert-never.ts';
export { defineErrors, type ErrorDefinition, type FaultOf, isFault, type Fault } from './catalogue.ts';
export { DIAGNOSTIC_CODES, type DiagnosticCode, type DiagnosticCodeEntry } from './diagnostic-codes.ts';
export {
  type Diagnostic,
  diagnostic,
  type DiagnosticFacts,
  type PathStep,
  type Severity,
  hasErrors,
  type Span,
} from './diagnostic.ts';
export { err, ok, type Result } from './result.ts';
export { fill } from './template.ts';
export { type RunError, RUN_ERROR_CODES, matchesPattern, patternRank } from './run-error.ts';
