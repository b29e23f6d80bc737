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
    explain: 'The target offers no way to recognise a repetition; a second attempt could do it twice.',
  },
  OR5003: {
    severity: 'warning',
    title: 'Very many attempts',
    message: 'In the worst case "{node}" makes {got} attempts.',
    explain: 'Retries multiply with loops and outer retries.',
  },
  OR5004: {
    severity: 'warning',
    title: 'Timer after the deadline',
    message: 'This waits {got}, but the whole run ends after {expected}.',
    explain: 'The timer can never fire. Shorten it or extend "timeout" of the service.',
  },
  OR5005: {
    severity: 'error',
    title: 'Several writers',
    message: '"{name}" is written by steps that run at the same time.',
    explain: 'Declare how contributions merge ("merge" of the variable), or write it in one branch only.',
  },
  OR5006: {
    severity: 'error',
    title: 'Personal data in a searchable place',
    message: '{where} would make personal or secret data searchable.',
    explain: 'Business keys and names are visible to operators and cannot be erased.',
  },
} as const;
