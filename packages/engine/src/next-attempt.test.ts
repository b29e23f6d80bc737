import { retryOf } from '@omniroute/testing';
import { expect, test } from 'vitest';
import { type FailedAttempt, nextAttempt } from './next-attempt.ts';

const failed: FailedAttempt = {
  retry: [retryOf()],
  code: 'http.503',
  attempt: 1,
  elapsedMs: 0,
  totalMs: null,
  retryAfterMs: null,
  jitter: 0,
};
const after = (given: Partial<FailedAttempt>) => {
  const next = nextAttempt({ ...failed, ...given });
  return next.retry ? next.delayMs : null;
};

test('without a policy there is one attempt', () => {
  expect(after({ retry: [] })).toBeNull();
});

test('pauses grow by the coefficient up to the maximum', () => {
  expect([1, 2, 3, 6, 7, 8, 5_000].map((attempt) => after({ attempt }))).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test('attempts are limited where a limit is given', () => {
  const retry = [retryOf({ attempts: 3 })];
  expect([1, 2, 3].map((attempt) => after({ retry, attempt }))).toEqual([1_000, 2_000, null]);
});

test('codes that are not to be repeated are not', () => {
  expect(after({ retry: [retryOf({ non_retryable: ['http.4xx'] })], code: 'http.404' })).toBeNull();
  expect(after({ retry: [retryOf({ non_retryable: ['http.4xx'] })], code: 'http.500' })).toBe(1_000);
});

test.each(['expression', 'poison', 'limit.payload', 'validation.output', 'cancelled'])(
  '%s is never repeated',
  (code) => {
    expect(after({ code })).toBeNull();
  },
);

test('the most specific entry applies; attempts count together', () => {
  const retry = [
    retryOf({ initial_ms: 1 }),
    retryOf({ on: ['http'], initial_ms: 10 }),
    retryOf({ on: ['http.5xx', 'quota'], initial_ms: 100, attempts: 2 }),
  ];
  expect(after({ retry, code: 'http.503' })).toBe(100);
  expect(after({ retry, code: 'http.503', attempt: 2 })).toBeNull();
  expect(after({ retry, code: 'http.404', attempt: 2 })).toBe(20);
  expect(after({ retry, code: 'network.broken' })).toBe(1);
});

test('an entry for other codes does not apply', () => {
  expect(after({ retry: [retryOf({ on: ['quota'] })] })).toBeNull();
});

test('the pause is never shorter than the other side asked for, and not shortened by it', () => {
  expect(after({ retryAfterMs: 30_000 })).toBe(30_000);
  expect(after({ retryAfterMs: 10 })).toBe(1_000);
});

test('jitter shortens the pause by up to its share', () => {
  const retry = [retryOf({ jitter: 0.5 })];
  expect([0, 0.5, 0.75].map((jitter) => after({ retry, jitter }))).toEqual([1_000, 750, 625]);
});

test('no attempt begins after the bound of all attempts', () => {
  expect(after({ totalMs: 5_000, elapsedMs: 3_999 })).toBe(1_000);
  expect(after({ totalMs: 5_000, elapsedMs: 4_000 })).toBeNull();
});
