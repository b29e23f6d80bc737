import { describe, expect, test } from 'vitest';
import {
  activityFault,
  activityName,
  defineActivities,
  httpErrorCode,
  isActivityFault,
  retryAfterMs,
} from './activity.ts';
import type { KindDefinition } from './define-kind.ts';

describe('a classified failure', () => {
  test('keeps its error, its cause and how long the other side asked to wait', () => {
    const cause = new Error('reset');
    const fault = activityFault({ code: 'network.broken', message: 'Cut off.' }, 500, cause);
    expect([isActivityFault(fault), fault.error.code, fault.message, fault.retryAfterMs, fault.cause]).toEqual([
      true,
      'network.broken',
      'Cut off.',
      500,
      cause,
    ]);
  });

  test.each([new Error('no'), null, undefined, 'network.broken', { error: { code: 'auth' } }])('is not %s', (value) => {
    expect(isActivityFault(value)).toBe(false);
  });
});

test('activities are registered by kind, verb and version; the effect itself has no verb', () => {
  expect([activityName('ask', 1), activityName('ask', 2, 'run'), activityName('call', 1, 'open')]).toEqual([
    'ask@1',
    'ask@2',
    'call.open@1',
  ]);
});

test('activities take type and version from their definition', () => {
  const run = async () => null;
  const bound = defineActivities({ type: 'ask', version: 3 } as KindDefinition, { run });
  expect(bound).toEqual({ type: 'ask', version: 3, verbs: { run } });
});

test.each([
  [400, 'http.400'],
  [401, 'auth'],
  [403, 'auth'],
  [404, 'http.404'],
  [408, 'timeout.run'],
  [425, 'quota'],
  [429, 'quota'],
  [500, 'http.500'],
])('HTTP status %i is the error %s', (status, code) => {
  expect(httpErrorCode(status)).toBe(code);
});

test.each([
  [undefined, null],
  ['', null],
  [' 120 ', 120_000],
  ['0', 0],
  ['-1', null],
  ['1.5', null],
  ['soon', null],
  ['Thu, 01 Jan 1970 00:01:00 GMT', 50_000],
  ['Thu, 01 Jan 1970 00:00:05 GMT', 0],
])('Retry-After %s asks for %s milliseconds', (header, expected) => {
  expect(retryAfterMs(header === undefined ? {} : { 'retry-after': header }, 10_000)).toBe(expected);
});
