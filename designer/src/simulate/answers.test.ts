import type { Service } from '@omniroute/dsl';
import { expect, it } from 'vitest';
import { ANSWER_KINDS, answerAfter, answerOf, errorCodes, kindOfAnswer } from './answers.ts';
import { spanInWords } from './in-words.ts';

it('a reply of each kind is told as that kind again', () => {
  const given = { sample: { id: 'id-1' }, limit: 30_000, code: 'http.503' };
  const made = ANSWER_KINDS.map((kind) => answerOf(kind, given));
  expect(made).toEqual([{ output: { id: 'id-1' } }, { error: { code: 'http.503', message: '' } }, { after: 'PT31S' }]);
  expect(made.map((answer) => kindOfAnswer(answer, 30_000))).toEqual(ANSWER_KINDS);
  expect(kindOfAnswer({ after: 'PT29S', output: 1 }, 30_000)).toBe('output');
  expect(kindOfAnswer({ after: 'PT1H' }, null)).toBe('output');
});

it('a reply comes after the seconds that were typed, or at once', () => {
  const late = answerAfter({ output: 1 }, '90');
  expect(late).toEqual({ output: 1, after: 'PT1M30S' });
  expect(['', '-1', 'soon', '0.0001'].map((typed) => answerAfter(late, typed))).toEqual(Array(4).fill({ output: 1 }));
});

it('errors that the connections of a step ask for are offered first, patterns as one of theirs', () => {
  const edges = [
    { source: 'a', source_handle: 'error', target: 'b', on: ['business.declined', 'http.4xx'] },
    { source: 'b', source_handle: 'error', target: 'c', on: ['poison'] },
  ];
  const codes = errorCodes({ edges } as unknown as Service, 'a');
  expect(codes.slice(0, 3)).toEqual(['business.declined', 'http.404', 'http.503']);
  expect(codes).not.toContain('poison');
});

it('a span of time is said in its two largest units', () => {
  const said = [0, 400, 65_000, 7_200_000, 93_784_000, 180_000].map((ms) => spanInWords(ms, 'en'));
  expect(said).toEqual(['0 sec', '400 ms', '1 min 5 sec', '2 hr', '1 day 2 hr', '3 min']);
});
