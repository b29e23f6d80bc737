/** Codes OR2xxx. A code is never reused; wording may improve. */
export const references = {
  OR2001: {
    severity: 'error',
    title: 'Connection to nowhere',
    message: 'This connection ends at "{name}", which does not exist.',
    explain: 'A connection leads from one step to the next. Draw it to a step that is there, or remove it.',
  },
  OR2002: {
    severity: 'error',
    title: 'Connection from nowhere',
    message: 'This connection starts at "{name}", which does not exist.',
    explain: 'A connection starts at a step or at a trigger. Draw it from one that is there, or remove it.',
  },
  OR2003: {
    severity: 'error',
    title: 'No such exit',
    message: '"{node}" has no exit named "{name}". It has: {expected}.',
    explain:
      'Which exits a step has comes from its kind and its settings: a task has one for each of its outcomes, a decision one for each of its branches. Choose one of those listed, or add what is missing to the settings.',
  },
  OR2004: {
    severity: 'error',
    title: 'Name refers to nothing',
    message: 'There is no {what} named "{name}".',
    explain:
      'The expression reads something that the service does not have. Names are spelled exactly as they are declared.',
  },
  OR2005: {
    severity: 'error',
    title: 'Variable not declared',
    message: 'There is no variable named "{name}".',
    explain:
      'Before steps can set or read a variable it is added to the list of variables of the service, with what it holds: a number, a text, a list. Add it there, or correct the name. It is told of once, where the variable is used first.',
  },
  OR2006: {
    severity: 'error',
    title: 'Connection not declared',
    message: 'There is no connection named "{name}" in this service.',
    explain:
      'A service lists the outside systems that it speaks with under "connections"; the accounts and passwords themselves are kept by the server. Add the connection to the list, or correct the name.',
  },
  OR2007: {
    severity: 'error',
    title: 'Message not declared',
    message: 'There is no message named "{name}" in this service.',
    explain:
      'A message that a service waits for or sends is added to its list of messages, with what it carries. Add it there, or correct the name.',
  },
  OR2008: {
    severity: 'error',
    title: 'No such container',
    message: '"{name}" is not a container of this service.',
    explain: '"parent" of a step and "scope" of a variable name the loop or scope that they live in.',
  },
  OR2009: {
    severity: 'error',
    title: 'Drawn twice',
    message: 'This connection is drawn twice.',
    explain: 'Two connections with the same start, exit and end are one. Remove one of them, as the fix does.',
  },
  OR2010: {
    severity: 'warning',
    title: 'Service not known here',
    message: 'The service "{name}" is not known here; its answer is not checked.',
    explain:
      'What a called service takes and gives is known only where it is published, or checked together with this one (--services DIR). Until then nothing is said about its input and its answer; publishing refuses it.',
  },
  OR2011: {
    severity: 'warning',
    title: 'Activity not known here',
    message: 'The activity "{name}" is not in the catalogue; its input and answer are not checked.',
    explain:
      "Give the tenant's catalogue of activities (--catalogue FILE): it says what each takes and gives, and whether it may be repeated. Without it nothing is known, and the step has one attempt.",
  },
  OR2012: {
    severity: 'error',
    title: 'Rule names nothing',
    message: 'The rule "{rule}" names "{name}", which does not exist.',
    explain: 'A rule that names nothing would always hold. Correct the name.',
  },
  OR2013: {
    severity: 'error',
    title: 'Undo does not exist',
    message: '"{name}", which should undo "{node}", does not exist.',
    explain:
      'A step can be paired with another one that undoes it when the service fails ("compensate_with"). Choose a step that is there and stands beside it, or take the pairing away.',
  },
  OR2014: {
    severity: 'error',
    title: 'Connection of another type',
    message: '"{name}" is a connection of type "{got}"; this step needs "{expected}".',
    explain:
      'A step that sends texts needs an account for texts, one that takes payments one for payments. Choose a connection of the type that is named, or add one.',
  },
} as const;
