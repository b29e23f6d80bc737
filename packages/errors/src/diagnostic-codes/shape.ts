/** Codes OR1xxx. A code is never reused; wording may improve. */
export const shape = {
  OR1001: {
    severity: 'error',
    title: 'Not readable as JSON',
    message: 'The text cannot be read: {problem}.',
    explain:
      'A service is one JSON document. The place named is where reading stopped; usually a comma, a quote or a bracket is missing just before it. Nothing else is checked until the text can be read.',
  },
  OR1002: {
    severity: 'error',
    title: 'The same field twice',
    message: '"{field}" is written twice here; only one of them can count.',
    explain: 'JSON readers silently keep one of two equal keys. Remove the one that is not meant.',
  },
  OR1003: {
    severity: 'error',
    title: 'Unknown field',
    message: '"{field}" is not a field of {where}.',
    explain:
      'A field that is not part of the language would be ignored, and what it was meant to do would not happen. Correct the spelling or remove it. Where people look for a setting that means something else in this language, the finding says what to draw instead.',
  },
  OR1004: {
    severity: 'error',
    title: 'A field is missing',
    message: '{where} needs "{field}".',
    explain: 'Without it nobody knows what is meant, and nothing is guessed. Add it.',
  },
  OR1005: {
    severity: 'error',
    title: 'Wrong kind of value',
    message: '{where} must be {expected}, but it is {got}.',
    explain:
      'The value has another type than the language asks for. Text, numbers, yes/no values, lists and objects are not interchangeable.',
  },
  OR1006: {
    severity: 'error',
    title: 'Value not among the choices',
    message: '{where} must be one of {expected}; "{got}" is not.',
    explain: 'Only the listed values have a meaning here. Choose one of them.',
  },
  OR1007: {
    severity: 'error',
    title: 'Badly written value',
    message: '{where} must be {expected}; "{got}" is not.',
    explain:
      'Ids, names, durations, times and addresses have a fixed spelling. A duration is written like PT30S, PT2H or P7D; an id in lower case with underscores.',
  },
  OR1008: {
    severity: 'error',
    title: 'Value out of bounds',
    message: '{where} must be {expected}; it is {got}.',
    explain: 'The value is shorter, longer, smaller or larger than allowed.',
  },
  OR1009: {
    severity: 'error',
    title: 'Language version not known',
    message: 'This server reads language version {expected}; the document says "{got}".',
    explain:
      'Documents carry the version of the language they were written in. Older versions are brought up to date when they are read; a newer one needs a newer server.',
  },
  OR1010: {
    severity: 'hint',
    title: 'Field dropped',
    message: '"{field}" has no meaning here and is dropped.',
    explain: 'The document was accepted in an older or foreign spelling. Nothing is lost by dropping this field.',
  },
  OR1011: {
    severity: 'error',
    title: 'Schema keyword not supported',
    message: 'The schema keyword "{field}" is not supported.',
    explain:
      'A schema says what a value may look like. It uses the part of JSON Schema 2020-12 that can be proved and shown as a form, and this word is not in it. Say the same with other words, or leave it out. See the language, section 1.',
  },
  OR1012: {
    severity: 'error',
    title: 'A fixed value is needed here',
    message: '{where} must be written out; an expression is not allowed here.',
    explain: 'Names, ids and ports are part of the drawing and must be known before a run starts.',
  },
  OR1013: {
    severity: 'error',
    title: 'Document too large',
    message: 'The document has {got}; at most {expected} are accepted.',
    explain: 'Split the service: call a part of it as a subflow.',
  },
  OR1014: {
    severity: 'error',
    title: 'Forbidden key',
    message: 'The key "{field}" is not allowed in a document.',
    explain: 'This key has a special meaning in some programs and is refused everywhere at the door.',
  },
  OR1015: {
    severity: 'error',
    title: 'Used twice',
    message: 'The id "{field}" is used more than once.',
    explain:
      'Others refer to it by this name, so it must mean one thing. Steps and triggers share one list of ids; variables, messages, connections and rules have one each. Give one of the two another name.',
  },
  OR1016: {
    severity: 'error',
    title: 'Reserved word',
    message: '"{field}" is a reserved word of the expression language and cannot be an id.',
    explain:
      'Expressions read what a step gave as nodes.<id>, and a word that means something there by itself cannot stand in it. Take another id; the name that people see can stay.',
  },
} as const;
