/** Codes OR6xxx. A code is never reused; wording may improve. */
export const kinds = {
  OR6001: {
    severity: 'error',
    title: 'Unknown kind',
    message: 'There is no kind of step named "{name}".',
    explain:
      'The palette lists all kinds of steps. One of an unknown kind cannot be checked or run: correct the name, or choose another kind.',
  },
  OR6002: {
    severity: 'error',
    title: 'Unknown trigger',
    message: 'There is no kind of trigger named "{name}".',
    explain: 'Services are started by: manual, webhook, schedule, event.',
  },
  OR6003: {
    severity: 'warning',
    title: 'Not runnable here yet',
    message: 'This server cannot run "{name}" yet; it can be checked and simulated.',
    explain:
      'The step is part of the language, but this version of the server has no activity for it. Checking and simulating go on; publishing is refused, and there this is an error.',
  },
  OR6010: {
    severity: 'error',
    title: 'One of these is needed',
    message: '{where} needs exactly one of {expected}.',
    explain:
      'These settings exclude each other, and the step must know which of them is meant. Keep one and clear the others.',
  },
  OR6011: {
    severity: 'error',
    title: 'Needs something else',
    message: '"{field}" needs "{name}".',
    explain: 'One setting has a meaning only together with another. Fill in the one that is named, or clear the first.',
  },
  OR6012: {
    severity: 'error',
    title: 'Setting not usable',
    message: '{problem}.',
    explain:
      'The setting has the right form, but the step could not work with it. The help of this kind of step says what it may be.',
  },
  OR6013: {
    severity: 'error',
    title: 'Schedule not readable',
    message: 'The schedule cannot be read: {problem}.',
    explain:
      'A schedule has five fields: minute, hour, day of the month, month, day of the week. "30 8 * * mon-fri" is half past eight on working days. Each field is *, a number or name, a range, a list, or a range with a step.',
  },
  OR6014: {
    severity: 'error',
    title: 'No such time zone',
    message: 'There is no time zone "{name}".',
    explain: 'Write a name of the IANA list, like Africa/Lagos. Offsets do not follow the clocks of a place.',
  },
} as const;
