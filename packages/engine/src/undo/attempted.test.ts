import { RUN_ERROR_CODES } from '@omniroute/errors';
import { expect, test } from 'vitest';
import { mayHaveReached } from './attempted.ts';

/** Whether an attempt that ended so may have reached its target (LANGUAGE.md section 8). */
const REACHED: Readonly<Record<(typeof RUN_ERROR_CODES)[number], boolean>> = {
  'network.unreachable': false,
  'network.broken': true,
  'timeout.run': true,
  'timeout.heartbeat': true,
  'timeout.lost': true,
  'timeout.wait': true,
  'timeout.human_task': true,
  'timeout.scope': true,
  'timeout.service': true,
  auth: false,
  quota: false,
  'validation.input': false,
  'validation.output': true,
  'validation.variable': false,
  expression: false,
  'limit.iterations': false,
  'limit.depth': false,
  'limit.payload': true,
  no_branch: false,
  'join.unreachable': false,
  cancelled: true,
  poison: false,
};

test.each(RUN_ERROR_CODES)(
  '%s counts as attempted exactly if it leaves open whether the target was reached',
  (code) => {
    expect(mayHaveReached(code)).toBe(REACHED[code]);
  },
);

test.each([
  ['http.500', true],
  ['http.503', true],
  ['http.599', true],
  ['http.400', false],
  ['http.404', false],
  ['http.302', false],
  ['business.payment.declined', false],
  ['timeoutish', false],
])('%s: %s', (code, reached) => {
  expect(mayHaveReached(code)).toBe(reached);
});
