import { expect, test } from 'vitest';
import { format, measure, meets } from './benchmark.ts';
import { choose } from './find.ts';

const sequence = (values: readonly number[]) => {
  let next = 0;
  return async () => ({ value: values[next++]!, detail: `run ${next}` });
};

test('a benchmark is the median of five runs, with the spread beside it', async () => {
  const benchmark = { id: 'compile', unit: 'ms', goal: { max: 30 }, run: sequence([50, 10, 30, 20, 40]) };
  expect(await measure(benchmark)).toEqual({
    id: 'compile',
    value: 30,
    unit: 'ms',
    goal: '≤ 30',
    met: true,
    detail: '5 runs, 10 to 50; run 3',
  });
});

test('a slow benchmark takes its own medians and is run once', async () => {
  const result = await measure({ id: 'host', unit: '×', goal: { max: 1.05 }, slow: true, run: sequence([1.2]) });
  expect(result).toEqual({ id: 'host', value: 1.2, unit: '×', goal: '≤ 1.05', met: false, detail: 'run 1' });
});

test('goals are bounds on either side; words without a bound are not judged', () => {
  expect(meets(5, 5)).toBe(true);
  expect(meets(5.1, 5)).toBe(false);
  expect(meets(5, { min: 6 })).toBe(false);
  expect(meets(5, { min: 1, max: 6 })).toBe(true);
  expect(meets(900_000, '≥ 1 million events a second')).toBe(false);
  expect(meets(1_000_000, '>= 1,000,000')).toBe(true);
  expect(meets(30, '≤ 30 ms')).toBe(true);
  expect(meets(30, 'as fast as by hand')).toBeNull();
});

test('figures have four digits and separated thousands', () => {
  expect([format(1234567.8), format(0.0123456), format(30)]).toEqual(['1,234,568', '0.01235', '30']);
});

test('a name chooses one benchmark or a family; an unknown one is refused with the list', () => {
  const all = [{ id: 'compile-200' }, { id: 'compile-2000' }, { id: 'engine' }];
  expect(choose(all, [])).toEqual(all);
  expect(choose(all, ['compile'])).toEqual([{ id: 'compile-200' }, { id: 'compile-2000' }]);
  expect(choose(all, ['compile-200'])).toEqual([{ id: 'compile-200' }]);
  expect(() => choose(all, ['nothing'])).toThrow('There is no nothing. There are: compile-200, compile-2000, engine');
});
