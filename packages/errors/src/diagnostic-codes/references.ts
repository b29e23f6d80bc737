/** Codes OR2xxx. A code is never reused; wording may improve. */
export const references = {
  OR2001: {
    severity: 'error',
    title: 'Edge to nowhere',
    message: 'This connection ends at "{name}", which does not exist.',
    explain: 'An edge connects two nodes of the service. Draw it to an existing node or remove it.',
  },
  OR2002: {
    severity: 'error',
    title: 'Edge from nowhere',
    message: 'This connection starts at "{name}", which does not exist.',
    explain: 'An edge starts at a node or at a trigger of the service. Draw it from an existing one or remove it.',
  },
  OR2003: {
    severity: 'error',
    title: 'No such port',
    message: '"{node}" has no exit named "{name}". It has: {expected}.',
    explain: 'The exits of a node are decided by its kind and its settings, for example the outcomes of a task.',
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
    explain: 'Variables are declared in "variables" of the service, with a schema.',
  },
  OR2006: {
    severity: 'error',
    title: 'Connection not declared',
    message: 'There is no connection named "{name}" in this service.',
    explain:
      'A service declares what it needs in "connections"; when it is published each is bound to a real one of the tenant.',
  },
  OR2007: {
    severity: 'error',
    title: 'Message not declared',
    message: 'There is no message named "{name}" in this service.',
    explain: 'A message that is waited for or sent is declared in "messages", with the schema of its payload.',
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
    explain: 'Two edges with the same start, exit and end are one edge. Remove one.',
  },
  OR2010: {
    severity: 'warning',
    title: 'Service not known here',
    message: 'The service "{name}" is not known here; its answer is not checked.',
    explain: 'Checking several services together (--services DIR) lets the compiler look into the called one.',
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
    explain: 'compensate_with names the node that undoes this one; both live in the same container.',
  },
  OR2014: {
    severity: 'error',
    title: 'Connection of another type',
    message: '"{name}" is a connection of type "{got}"; this step needs "{expected}".',
    explain: 'Each kind speaks with one type of connection.',
  },
} as const;
