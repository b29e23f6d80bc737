import { describe, expect, it } from 'vitest';
import { parseCron } from './cron.ts';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const problem = (text: string) => {
  const read = parseCron(text);
  return read.ok ? null : read.error;
};

describe('a cron expression', () => {
  it('has five fields of numbers, names, ranges, lists and steps', () => {
    expect(parseCron('*/20 8-17/3 1,15 JAN-mar,12 mon-FRI')).toEqual({
      ok: true,
      value: {
        minutes: [0, 20, 40],
        hours: [8, 11, 14, 17],
        days: [1, 15],
        months: [1, 2, 3, 12],
        weekdays: [1, 2, 3, 4, 5],
        eitherDay: true,
      },
    });
    expect(parseCron('0 0 * * *')).toMatchObject({
      value: { days: range(1, 31), weekdays: range(0, 6), eitherDay: false },
    });
  });

  it('takes 7 for Sunday', () => {
    expect(parseCron('0 0 * * 5-7')).toMatchObject({ value: { weekdays: [0, 5, 6] } });
  });

  it.each([
    ['0 0 * *', 'it has 4 fields'],
    ['0 0 0 1 1 *', 'it has 6 fields'],
    ['@daily', 'it has 1 fields'],
    ['60 * * * *', '"60" is no minute from 0 to 59'],
    ['0 24 * * *', '"24" is no hour from 0 to 23'],
    ['0 0 0 * *', '"0" is no day of the month from 1 to 31'],
    ['0 0 * 13 *', '"13" is no month from 1 to 12'],
    ['0 0 * * 8', '"8" is no day of the week from 0 to 7'],
    ['0 0 * * mo', '"mo" is no day of the week'],
    ['0 0 L * *', '"l" is no day of the month'],
    ['30-10 * * * *', '"30-10" ends before it begins'],
    ['*/0 * * * *', '"0" is no step'],
    ['5/10 * * * *', 'a step needs a range: write "5-59/10"'],
    ['-5 * * * *', '"-5" is no minute'],
    ['1,,2 * * * *', '"" is no minute'],
    ['1.5 * * * *', '"1.5" is no minute'],
    ['0 0 30 feb *', 'it names a day that none of its months has'],
    ['0 0 31 4,6,9,11 *', 'it names a day that none of its months has'],
  ])('"%s" is refused: %s', (text, expected) => {
    expect(problem(text)).toContain(expected);
  });

  it('of a day that no month has is fine where a day of the week is enough', () => {
    expect(problem('0 0 31 2 mon')).toBeNull();
  });
});
