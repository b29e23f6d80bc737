export type { FunctionDefinition, Parameter } from './functions/define.ts';
export { FUNCTIONS, MACROS } from './functions/index.ts';
export { type Checked, check, type Ref, type TypeEnv, typesOf } from './language/check.ts';
export { compile } from './language/compile.ts';
export { type Completion, complete } from './language/complete.ts';
export { Demand } from './language/demand.ts';
export {
  bothHold,
  eitherHolds,
  type Facts,
  factAt,
  factsAt,
  forget,
  type Known,
  NO_FACTS,
  type Path,
} from './language/facts.ts';
export { type Hover, hover } from './language/hover.ts';
export { impliedBy } from './language/implied.ts';
export { refine, refineInside } from './language/refine.ts';
export { checkTemplate, compileTemplate, isTemplate, parseTemplate, type Template } from './language/template.ts';
export { type RootDemand, type Traced, trace, traceWhole } from './language/trace.ts';
export { type Code, type Comprehension, isComprehension } from './run/code.ts';
export type { ExprError } from './run/eval-error.ts';
export { type Evaluation, evaluateWith } from './run/evaluate.ts';
export type { Scope } from './run/meter.ts';
export { offsetIn, type TimeZone } from './run/time-zone.ts';
export { format, formatTemplate } from './syntax/format.ts';
export { expressionSpans, type Piece, piecesOf, templatePieces } from './syntax/highlight.ts';
export { type Parsed, parse } from './syntax/parse.ts';
export { partsOf } from './syntax/parts-of.ts';
export { fieldName, print } from './syntax/print.ts';
export type { Tree } from './syntax/tree.ts';
export { typeFromSchema } from './types/from-schema.ts';
export { assignable, unionOf } from './types/relations.ts';
export { typeToString } from './types/to-string.ts';
export {
  BOOL,
  BYTES,
  DECIMAL,
  DOUBLE,
  DURATION,
  DYN,
  ERROR,
  FAULT,
  type Field,
  INT,
  listOf,
  mapOf,
  NULL,
  recordOf,
  STRING,
  TIMESTAMP,
  type Type,
} from './types/type.ts';
export { withoutFaults } from './types/without-faults.ts';

// What is large and needed by few: a page loads it when it is needed.

export { ALL_LIBRARIES } from './libraries/all.ts';
export {
  type Libraries,
  type LibraryName,
  library,
  NO_LIBRARIES,
  type Pattern,
  type RegexEngine,
  type TimeZones,
} from './libraries/libraries.ts';
export { loadLibraries } from './libraries/load.ts';
export { missingLibraries, neededLibraries } from './libraries/needed.ts';
export { evaluate, findTimeZone } from './libraries/with-all.ts';
