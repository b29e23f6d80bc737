import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern, patternRank, RUN_ERROR_CODES } from './run-error.ts';
import { RUN_ERROR_MEANINGS } from './run-error-meanings.ts';

const segment = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const code = fc.oneof(
  fc.constantFrom<string>(...RUN_ERROR_CODES),
  fc.integer({ min: 100, max: 599 }).map((status) => `http.${status}`),
  fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
);

test('every code of the closed part is explained in a sentence', () => {
  expect(Object.keys(RUN_ERROR_MEANINGS).sort()).toEqual([...RUN_ERROR_CODES].sort());
  for (const means of Object.values(RUN_ERROR_MEANINGS)) expect(means).toMatch(/^[A-Z].*\.$/);
});

test.each([
  ['timeout.run', 'timeout', true],
  ['timeout.run', 'timeout.run', true],
  ['timeout', 'timeout.run', false],
  ['timeouts.run', 'timeout', false],
  ['business.payment.declined', 'business.payment', true],
  ['business.payments', 'business.payment', false],
  ['http.404', 'http.4xx', true],
  ['http.404', 'http.5xx', false],
  ['http.4', 'http.4xx', false],
  ['http.4040', 'http.4xx', false],
  ['http.503', 'http', true],
  ['anything', '*', true],
])('%s against the pattern %s: %s', (given, wanted, expected) => {
  expect(matchesPattern(given, wanted)).toBe(expected);
});

test('a code matches itself, everything and each of its leading parts', () => {
  fc.assert(
    fc.property(code, (given) => {
      const parts = given.split('.');
      const leading = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
      expect(['*', ...leading].map((wanted) => matchesPattern(given, wanted))).toEqual(
        Array(parts.length + 1).fill(true),
      );
    }),
  );
});

test('no two patterns that match one code have the same rank, so the most specific one is never in doubt', () => {
  fc.assert(
    fc.property(code, (given) => {
      const parts = given.split('.');
      const leading = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
      const matching = ['*', 'http.4xx', 'http.5xx', ...leading].filter((wanted) => matchesPattern(given, wanted));
      expect(new Set(matching.map(patternRank)).size).toBe(matching.length);
    }),
  );
});

test('a pattern that matches all that another matches, and more, ranks below it', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 2, maxLength: 5 }), (parts) => {
      const whole = parts.join('.');
      const wider = parts.slice(0, -1).join('.');
      expect(patternRank(whole)).toBeGreaterThan(patternRank(wider));
      expect(patternRank(wider)).toBeGreaterThan(patternRank('*'));
    }),
  );
  expect(patternRank('http.404')).toBeGreaterThan(patternRank('http.4xx'));
  expect(patternRank('http.4xx')).toBeGreaterThan(patternRank('http'));
});
