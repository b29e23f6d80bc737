import type { RUN_ERROR_CODES } from './run-error.ts';

/** What each code of the closed part says to a person; the reference page and `omniroute explain` are made from it. */
export const RUN_ERROR_MEANINGS: Readonly<Record<(typeof RUN_ERROR_CODES)[number], string>> = {
  'network.unreachable':
    'Nothing was sent: the name was not found, the connection was refused, TLS failed, or the circuit breaker is open.',
  'network.broken': 'The connection was cut after sending: the other side may have acted.',
  'timeout.run': 'The work took longer than "start_to_close", or the other side answered 408.',
  'timeout.heartbeat': 'The work, its worker alive, reported no progress for longer than "heartbeat".',
  'timeout.lost': 'An attempt was lost with its worker, and an effect of this kind may not be repeated.',
  'timeout.wait': 'What a wait waited for did not come in time, and its exit "timeout" is not connected.',
  'timeout.human_task': 'Nobody answered the task before it closed, and its exit "timeout" is not connected.',
  'timeout.scope': 'A scope was not finished in time, and its exit "timeout" is not connected.',
  'timeout.service': 'The deadline of the whole run has passed.',
  auth: 'The other side refused who we are or what we may do (HTTP 401 and 403).',
  quota: 'The other side asks for fewer calls (HTTP 425 and 429). Its "Retry-After" is honoured.',
  'validation.input': 'What was given does not fit the declared schema.',
  'validation.output': 'What came back does not fit the declared schema.',
  'validation.variable': 'A value does not fit the schema of its variable.',
  expression: 'An expression could not be evaluated, for example because a field is missing.',
  'limit.iterations': 'A loop, or a connection that goes back, was taken more often than allowed.',
  'limit.depth': 'Subflows call each other more deeply than "max_depth" allows.',
  'limit.payload':
    'A value is larger than what may travel inline, a loop gives more than 500 KB, or the run remembers more than 1.5 MB.',
  no_branch: 'No branch of a decision matches, and its exit "default" is not connected.',
  'join.unreachable': 'Fewer branches can still arrive than the join needs.',
  cancelled: 'The work was cancelled.',
  poison: 'The work cannot succeed however often it is tried; an expression that runs out of fuel is one case.',
};
