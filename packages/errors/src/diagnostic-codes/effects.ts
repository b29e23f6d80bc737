/** Codes OR5xxx. A code is never reused; wording may improve. */
export const effects = {
  OR5001: {
    severity: 'hint',
    title: 'No second attempt',
    message: '"{node}" acts on the outside world and has no retry_policy: a passing fault fails it at once.',
    explain: 'Nothing is retried unless it is written down. The fix adds the policy recommended for this kind.',
  },
  OR5002: {
    severity: 'error',
    title: 'Cannot be repeated',
    message: '"{node}" may not be repeated safely, so it cannot have a retry_policy.',
    explain:
      'Whoever is called here cannot tell a second attempt from a second order, so it could be done twice: two messages, two payments. Take the retry_policy away, as the fix does, or call it by a connection whose target recognises the key that is sent with each call.',
  },
  OR5003: {
    severity: 'warning',
    title: 'Very many attempts',
    message: 'In the worst case "{node}" is tried {got}.',
    explain:
      'A step that is tried again, inside a loop or scope that is tried again as well, multiplies: 5 times 5 are 25 calls. Lower "maximum_attempts" of one of them, or let only one of them try again.',
  },
  OR5004: {
    severity: 'warning',
    title: 'Timer after the deadline',
    message: 'This takes up to {got}, but {other} ends after {expected}.',
    explain:
      'It can never come to its end. Shorten it, or give the run ("timeout" of the service) or the scope around it more time.',
  },
  OR5005: {
    severity: 'error',
    title: 'Several writers',
    message: '"{name}" is written by steps that run at the same time.',
    explain:
      'Whichever comes last would win, by chance. Say how the values come together ("merge" of the variable: the sum, the largest, a list of all), or write it in one branch only.',
  },
  OR5006: {
    severity: 'error',
    title: 'Personal data in a searchable place',
    message: '{where} would make personal or secret data searchable.',
    explain:
      'Business keys can be searched by operators and cannot be erased, as personal data must be. Use a number of the order or of the customer. The fix takes the key out.',
  },
  OR5007: {
    severity: 'error',
    title: 'Set where only contributions count',
    message: '"{name}" collects contributions of steps that run at the same time, so here it can only be added to.',
    explain:
      'Where branches or turns run at the same time, a variable with "merge" is contributed to ("add"), and what they contributed becomes its value where they come together. A plain value would be overwritten or lost.',
  },
  OR5008: {
    severity: 'error',
    title: 'Read before contributions are together',
    message: '"{name}" is still being contributed to by steps that run at the same time, so it cannot be read here.',
    explain:
      'Contributions become the value of the variable where the branches come together, or when all turns are done. Read it behind that.',
  },
  OR5009: {
    severity: 'error',
    title: 'Contributions do not fit',
    message: '"{name}" merges by "{got}", which needs {expected}.',
    explain:
      'To append, the variable must be a list; for the sum, the largest and the smallest (max, min) it must be a number; the last one can be of any sort. Change how it merges, or what it holds.',
  },
  OR5010: {
    severity: 'warning',
    title: 'Money that nothing gives back',
    message: 'If "{other}" fails, the money that "{node}" has moved stays moved: no step gives it back.',
    explain:
      'Draw a step that gives the money back and pair it with this one (compensate_with), or move the money last, behind everything that can fail.',
  },
  OR5011: {
    severity: 'error',
    title: 'Setting without meaning',
    message: '"{field}" means nothing on "{node}".',
    explain:
      'Retries and limits of time belong to steps that act on the outside world, and to loops and scopes. Going on after a failure needs an exit "out". The fix removes the setting.',
  },
  OR5012: {
    severity: 'warning',
    title: 'Done again with its container',
    message: 'Each time "{parent}" is tried again, "{node}" happens again, and its target cannot tell.',
    explain:
      'A retry of a loop or scope runs its steps anew. This step may not be repeated safely: take it out, or take the retry_policy off the container.',
  },
  OR5013: {
    severity: 'error',
    title: 'Nothing says how to add',
    message: 'The variable "{name}" does not say how contributions merge, so nothing can be added to it.',
    explain:
      'Give it "merge": append for lists, sum, max or min for numbers, last for anything. Or set a value instead.',
  },
  OR5014: {
    severity: 'warning',
    title: 'Limit that is never reached',
    message: '"{field}" of "{node}" is {got}, but "{other}" comes first, after {expected}.',
    explain:
      'Two limits of time of one step contradict each other, so the longer one never counts: work that is cut off after 30 seconds cannot be missed for a minute. Shorten the one or lengthen the other.',
  },
  OR5015: {
    severity: 'warning',
    title: 'Too much at once',
    message:
      'Up to {got} turns of "{node}" can be under way at the same time; more than {expected} slow down everybody.',
    explain:
      'Loops that run side by side multiply when one stands inside another. Each turn holds a place at the server and a connection at the target. Lower "concurrency", or take the items in batches.',
  },
  OR5016: {
    severity: 'hint',
    title: 'Nobody knows how many turns',
    message: 'Nothing says how many turns "{node}" takes at most, and each of them acts on the outside world.',
    explain:
      'A list that is longer than ever before costs as much more. Say how many items it has at most ("maxItems" where the list is described), or set "max_iterations".',
  },
  OR5017: {
    severity: 'error',
    title: 'Secret written out',
    message: 'This holds {what}. Everybody who may read the service could use it.',
    explain:
      'A key, token or password in a service is kept with every version, copied with every export and shown to everybody who opens it. Store it in a connection, name the connection in the step, and have the secret replaced: it is known by now.',
  },
  OR5018: {
    severity: 'warning',
    title: 'Looks like a secret',
    message: '"{field}" looks like a secret that is written out.',
    explain:
      'Secrets belong into a connection, where they are encrypted and nobody can read them. If this is none, give the field a name that does not say so, or take the value from an input.',
  },
  OR5019: {
    severity: 'error',
    title: 'Too large to pass on',
    message: '{where} has at least {got} characters; at most {expected} can be passed on.',
    explain:
      'Everything that a run passes from step to step is recorded, so it must be small. Keep large data where it is and pass on its address, or mark it "x-large" where an effect gives it: then it is passed by reference.',
  },
  OR5020: {
    severity: 'hint',
    title: 'May be too large',
    message: 'The answer of "{node}" may have up to {got} characters; more than {expected} cannot be passed on.',
    explain:
      'An answer that is too large fails with limit.payload. Ask for fewer items ("maxItems"), or for shorter ones, or mark what is large with "x-large": then it is passed by reference.',
  },
  OR5021: {
    severity: 'warning',
    title: 'Undo that no failure starts',
    message: '"{other}" is drawn as the undo of "{node}", but no failure starts it.',
    explain:
      'The service does not compensate when it fails ("error_policy"), and no scope around the step does. Put the step into a scope, or let the service compensate.',
  },
  OR5022: {
    severity: 'error',
    title: 'Secret where it can be read',
    message: '{where} would hold something secret: {problem}.',
    explain:
      'A value that is marked "x-secret" stays secret in whatever is made of it. Take it out of this place: names, addresses and messages of errors are read by people and kept by machines.',
  },
  OR5023: {
    severity: 'warning',
    title: 'Personal data where it can be read',
    message: '{where} would hold data about a person: {problem}.',
    explain:
      'A value that is marked "x-personal" stays personal in whatever is made of it, a hash included. Use a number of the order or of the customer here, and send personal data in the body.',
  },
  OR5024: {
    severity: 'warning',
    title: 'Waits beyond the deadline',
    message: 'On this way the waits add up to {got} by the end of "{node}", but {other} ends after {expected}.',
    explain:
      'Each wait is short enough by itself, but one behind the other they take longer than there is time: whoever comes this way is stopped in the middle. Shorten the waits, or give the run ("timeout" of the service) or the scope around them more time.',
  },
  OR5026: {
    severity: 'error',
    title: 'Looks into a large value',
    message: '"{what}" is large, or holds what is: it is passed on as it is, and nothing looks into it here.',
    explain:
      'A value that is marked "x-large" stands outside the run, and only steps that act get it: as a setting that is exactly this value. Elsewhere only size() and has() can be asked of it. Have the step that gives it return what you need besides, as a field of its own, or take the mark away.',
  },
  OR5027: {
    severity: 'warning',
    title: 'Mark without a meaning',
    message: 'Not all that is marked "x-large" here is passed by reference.',
    explain:
      'Passed by reference are fields of the inputs and of what an effect gives, and such an answer as a whole. In lists, in variants, in variables, messages and outputs the mark means nothing.',
  },
  OR5030: {
    severity: 'error',
    title: 'Waits for itself',
    message: '"{node}" takes turns with others while "{parent}", around it, keeps its own turn.',
    explain:
      'Scopes with a mutex take turns. One that begins inside another, drawn there or in a service that is called there, could wait for one that waits for it. Take it out of the other, or do without one of the two.',
  },
  OR5031: {
    severity: 'error',
    title: 'Calls itself without end',
    message: '"{node}" leads back to its own service ({got}), and nothing says how deep.',
    explain:
      'A service may call itself, directly or through others, if one of the calls on the way says how often it may stand in itself: max_depth. One deeper fails with limit.depth.',
  },
} as const;
