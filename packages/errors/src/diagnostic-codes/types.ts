/** Codes OR4xxx. A code is never reused; wording may improve. */
export const types = {
  OR4001: {
    severity: 'error',
    title: 'Expression not readable',
    message: 'The expression cannot be read: {problem}.',
    explain: 'Expressions are written in CEL inside ${ and }. The place named is where reading stopped.',
  },
  OR4002: {
    severity: 'error',
    title: 'Types do not fit',
    message: '{where} needs {expected}, but this gives {got}.',
    explain:
      'The value would be refused when the service runs. Convert it (string(…), int(…), decimal(…)) or read another field.',
  },
  OR4003: {
    severity: 'error',
    title: 'No such field',
    message: 'There is no field "{name}" in {what}.',
    explain:
      'What the value holds is described where it comes from, field by field, and this one is not among them. Choose one that is, or add it to the description.',
  },
  OR4004: {
    severity: 'error',
    title: 'May be missing',
    message: '"{name}" may be missing here.',
    explain:
      'In some runs it is not there, and reading it would stop them. Say what is to be taken then, .?{name}.orValue(…), or ask first whether it is there, has(….{name}).',
  },
  OR4005: {
    severity: 'error',
    title: 'No such function',
    message: 'There is no function "{name}".',
    explain:
      'Usually it is a spelling mistake. The language lists all functions in section 2, and the field for expressions proposes them while one writes.',
  },
  OR4006: {
    severity: 'error',
    title: 'Function does not take this',
    message: '{name} cannot be used with {got}.',
    explain:
      'The function or sign exists, but not for such values: a text cannot be added to a number, nor a list be compared with a date. Convert one of them (string(…), int(…), decimal(…)), or read another field.',
  },
  OR4007: {
    severity: 'error',
    title: 'Not text',
    message: '{got} cannot be written inside a text; use json_string(…) or pick a field.',
    explain:
      'In a text with other words around it each value is written out; null, lists and objects have no obvious wording.',
  },
  OR4008: {
    severity: 'error',
    title: 'Condition without ${ }',
    message: '"{got}" is a plain text; a condition is written ${ … }.',
    explain: 'A text is not a condition. The fix wraps it.',
  },
  OR4009: {
    severity: 'error',
    title: 'Read before it is set',
    message: 'The variable "{name}" may have no value yet here.',
    explain:
      'Give it an initial value, or set it on every path that leads here. The path shows one on which it is not set.',
  },
  OR4010: {
    severity: 'error',
    title: 'Not on every path',
    message: '"{name}" does not run before this on every path.',
    explain: 'Read it as nodes.?{name}, or move the step. The path shows one that does not pass it.',
  },
  OR4011: {
    severity: 'warning',
    title: 'Never equal',
    message: '"{got}" is not among the possible values {expected}, so this is always the same.',
    explain:
      'The comparison can never come out otherwise, so what hangs on it always or never happens. Usually it is a spelling mistake: choose one of the values listed.',
  },
  OR4012: {
    severity: 'hint',
    title: 'Result is not checked',
    message: 'The result of "{node}" has no schema, so what reads it is not checked.',
    explain: 'Give the step an output_schema; mistakes are then found here and not in a run.',
  },
  OR4013: {
    severity: 'error',
    title: 'Pattern not readable',
    message: 'The pattern cannot be read: {problem}.',
    explain:
      'Patterns are regular expressions in RE2 syntax: [0-9]+ are digits, ^ is the beginning, $ the end. The place named is where reading stopped.',
  },
  OR4014: {
    severity: 'error',
    title: 'Expression too large',
    message: 'The expression is too large: {problem}.',
    explain: 'Work out a part of it in a transform step before this one, and read what that gives.',
  },
  OR4015: {
    severity: 'error',
    title: 'Not available here',
    message: '"{name}" is only available {expected}.',
    explain:
      'Some values exist only in some places: event inside triggers, error after an error exit, item inside a loop.',
  },
  OR4016: {
    severity: 'error',
    title: 'Number too large',
    message: 'Whole numbers are exact up to 9007199254740991.',
    explain: 'Use decimal("…") for larger numbers.',
  },
  OR4017: {
    severity: 'warning',
    title: 'Field not in the schema',
    message: '"{name}" is not listed in the schema of {what}; it may be missing.',
    explain:
      'The schema allows further fields but does not promise this one. Read it as .?{name} or add it to the schema.',
  },
  OR4018: {
    severity: 'error',
    title: 'Inside another container',
    message: '"{name}" lives inside "{parent}", so it cannot be read here.',
    explain:
      'A loop or scope has an outside: there only its own result can be read. Let it give what is needed ("collect" of a loop, "output" of a scope) and read nodes.{parent}.',
  },
  OR4019: {
    severity: 'error',
    title: 'Variable of another container',
    message: 'The variable "{name}" belongs to "{parent}" and exists only inside it.',
    explain:
      'A variable with "scope" begins anew in each turn or visit of its container and ends with it. Read or set it inside, or give it no scope.',
  },
} as const;
