import { service } from '@omniroute/testing';
import { ATTEMPT, COMPILE, EACH, ERRORS, JOIN, kase, runtime, SCOPE, UNDO } from './places.ts';
import type { Section } from './rule.ts';
import { answering, calls, failing, gives, steps } from './write.ts';

const STATUS = 'packages/kind-sdk/src/activity.test.ts';
const EGRESS = 'packages/server-kit/src/egress/failures.test.ts';
const CHARGE = 'runtime/src/activities/charge.test.ts';
const KILL = 'packages/cli/test/kill.test.ts';
const once = calls(service(), 'call');
const tried = (policy: object, rest: object = {}) =>
  service().node('call', 'http_request', { method: 'GET', url: 'https://shop.example/' }, {
    retry_policy: policy,
    ...rest,
  } as never);
const caught = calls(steps('a', 'b'), 'call')
  .edge('call:error', 'a', { on: ['http.4xx'] })
  .edge('call:error', 'b');
const Order = '(its value becomes the output, whose type is then the union of both)';

export const section7: Section = {
  title: '7. Errors',
  shown: [
    [
      'Codes are dotted paths',
      'packages/errors/src/run-error.test.ts',
      'every code of the closed part is explained in a sentence',
    ],
    ['(nothing sent: DNS, refused, TLS, open breaker)', EGRESS, 'a closed port: nothing'],
    ['(cut after sending)', EGRESS, 'a body cut short: sent'],
    [
      'HTTP 401 and 403 are `auth`, 408 is `timeout.run`, 425 and 429 are `quota`',
      STATUS,
      'HTTP status %i is the error %s',
    ],
    [
      'the most specific entry applies, attempts count together',
      ATTEMPT,
      'the most specific entry applies; attempts count together',
    ],
    [
      '`Retry-After` is honoured',
      ATTEMPT,
      'the pause is never shorter than the other side asked for, and not shortened by it',
    ],
    ['`on_error.continue`', ERRORS, 'on_error.continue gives its value as output and the run goes on by out'],
    [Order, COMPILE, 'makes the output either, so neither form may be taken for granted'],
    ['most specific `on` first', ERRORS, 'an error takes the most specific error edge: %s'],
    ['the same pattern twice refused', kase('OR3005-same-code')],
    [
      'the join of its branch (`on_branch_error`)',
      JOIN,
      'a failed branch fails a join in mode all at once, its siblings cancelled',
    ],
    ['the loop (`on_item_error`)', EACH, 'a loop that fails may be continued, caught, or tried again as a new visit'],
    [
      'the scope, each then failing as a node',
      SCOPE,
      'its error edges catch by code what its body does not catch, with the place where it arose',
    ],
    [
      '→ `error_policy`',
      UNDO,
      'with nothing to undo a run that fails is failed, and so it is where the policy is to fail',
    ],
    [
      'An error in an expression is an error of its node',
      'packages/engine/src/ops/decide.test.ts',
      'a condition that cannot be evaluated is an error of its node, with the place in the document',
    ],
    [
      'Retry on a scope or subflow is a new visit',
      SCOPE,
      'a retry is a new visit after the pause, as long as attempts and time last',
    ],
    [
      'the failed visit is undone before the pause, with `keep` it is not',
      UNDO,
      'a failed visit is undone before the pause of a retry, with keep it is not',
    ],
    ['**Without `retry_policy` there is one attempt'.slice(2), ATTEMPT, 'without a policy there is one attempt'],
    ['a hint with a fix names effects that have none', kase('OR5001')],
    ['expression, poison, limit and validation errors are never retried', ATTEMPT, '%s is never repeated'],
    ['An attempt that an open breaker held back', CHARGE, '%s'],
    [
      'An attempt lost with its worker is repeated without charge',
      KILL,
      '25 runs of the first service survive five kills of the worker',
    ],
    ['a `retry_policy` on such a node is refused', kase('OR5002')],
    [
      'where it is `none` it is the error `timeout.lost`',
      'runtime/src/workflows/results.test.ts',
      'a timeout that only the server saw is a lost attempt, even where the work said something before',
    ],
    [
      'time when no worker or codec was there is never charged to it',
      runtime('faults'),
      'P22 is delayed and not failed by a key and plan store that is down, and no attempt is charged',
    ],
    [
      'bounds all attempts and pauses from the first start of the work',
      ATTEMPT,
      'no attempt begins after the bound of all attempts',
    ],
    [
      'The wrapper itself ends an attempt that runs too long',
      'runtime/src/activities/classify.test.ts',
      'an attempt that runs longer than it may is ended as timeout.run, whatever it threw',
    ],
    [
      'a timeout that only the server sees is a lost attempt',
      'runtime/src/workflows/results.test.ts',
      'a timeout that only the server saw is a lost attempt, even where the work said something before',
    ],
    [
      'The palette writes the kind',
      'designer/src/commands/edits/edits.test.ts',
      'writes the retry policy that its kind recommends, unless it may not be repeated',
    ],
  ],
  found: [
    [
      '`on` (of an edge, of a retry entry) is a list of patterns',
      calls(steps('a'), 'call').edge('call:error', 'a', { on: 'auth' as never }),
      ['OR1005 /edges/0/on'],
    ],
    [
      'a `retry_policy` on such a node is refused',
      calls(service(), 'call', { retry_policy: {} }),
      ['OR5002 /nodes/0/retry_policy'],
    ],
  ],
  played: [
    [
      'A pattern matches by whole leading segments',
      calls(steps('a', 'b'), 'call')
        .edge('call:error', 'a', { on: ['business'] })
        .edge('call:error', 'b'),
      { mocks: { call: failing('business.payment.declined') } },
      { path: 'call:failed a' },
    ],
    [
      'A pattern matches by whole leading segments',
      calls(steps('a', 'b'), 'call')
        .edge('call:error', 'a', { on: ['business.pay'] })
        .edge('call:error', 'b'),
      { mocks: { call: failing('business.payment.declined') } },
      { path: 'call:failed b' },
    ],
    [
      '`http.4xx`, `http.5xx` and `*` are patterns',
      caught,
      { mocks: { call: failing('http.404') } },
      { path: 'call:failed a' },
    ],
    [
      '`http.4xx`, `http.5xx` and `*` are patterns',
      caught,
      { mocks: { call: failing('http.503') } },
      { path: 'call:failed b' },
    ],
    ['never `http.4xx`', caught, { mocks: { call: failing('auth') } }, { path: 'call:failed b' }],
    ['no `on` = the rest', caught, { mocks: { call: failing('quota') } }, { path: 'call:failed b' }],
    ['nothing hidden', once, { mocks: { call: failing('http.503') } }, { keys: ['call#1'], status: 'failed' }],
    [
      'Defaults of its fields: `PT1S`, 2, `PT1M`, no limit of attempts, no jitter',
      tried({}),
      { mocks: { call: [...Array(8).fill(failing('http.503')[0]), ...answering()] as never } },
      { duration: 'PT3M3S', status: 'completed' },
    ],
    [
      '`start_to_close` defaults to `PT30S` (a mock that takes longer is `timeout.run`)',
      once,
      { mocks: { call: [{ ...(answering()[0] as object), after: 'PT31S' }] as never } },
      { code: 'timeout.run', duration: 'PT30S' },
    ],
    [
      'a subflow, a wait and a human task have none',
      service().node('w', 'wait', { duration: 'P30D' }),
      {},
      { status: 'completed', duration: 'P30D' },
    ],
    [
      '(fuel is `poison`)',
      gives('${ lists.range(100000).map(a, lists.range(1000).size()).size() }'),
      {},
      { code: 'poison' },
    ],
  ],
};
