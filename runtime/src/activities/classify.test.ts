import { expect, test } from 'vitest';
import { classify } from './classify.ts';

const facts = { timedOut: false, cancelled: false, limitMs: 30_000, isUnavailable: () => false };
const failed = (code: string, message: string) => ({
  kind: 'failed',
  error: { code, message },
  retryAfterMs: null,
  held: false,
});

test('an attempt that runs longer than it may is ended as timeout.run, whatever it threw', () => {
  const said = classify(new Error('aborted'), { ...facts, timedOut: true, isUnavailable: () => true });
  expect(said).toEqual(failed('timeout.run', 'No answer within 30 s.'));
});

test('an error that nobody classified is poison, one of our own infrastructure is not charged', () => {
  expect(classify(new TypeError('x is not a function'), facts)).toEqual(failed('poison', 'x is not a function'));
  expect(classify(new Error('no database'), { ...facts, isUnavailable: () => true })).toEqual({
    kind: 'unavailable',
    code: 'unavailable',
    message: 'no database',
  });
});
