import { expect, test } from 'vitest';
import { failureResult } from './results.ts';

const seen = { timedOut: false, cancelled: false, type: null, details: null, message: 'gone' };
const error = (code: string, message: string) => ({
  attempts: 1,
  result: { ok: false, error: { code, message, attempt: 1 } },
});

test('a timeout that only the server saw is a lost attempt, even where the work said something before', () => {
  const details = { code: 'http.503', message: 'no', attempts: 2 };
  expect(failureResult({ ...seen, timedOut: true, details })).toEqual(
    error('timeout.lost', 'The work was lost with its worker and may not be repeated.'),
  );
});

test('a failure that says nothing of itself is poison', () => {
  expect(failureResult(seen)).toEqual(error('poison', 'gone'));
});
