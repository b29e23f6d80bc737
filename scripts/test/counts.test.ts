import { expect, it } from 'vitest';
import { type CountedModule, countTests, otherFailures } from './counts.ts';

const module = (state: string, ...tests: readonly string[]): CountedModule => ({
  state: () => state,
  children: { allTests: () => tests.map((test) => ({ result: () => ({ state: test }) })) },
});

it('counts tests by how they ended', () => {
  const modules = [module('passed', 'passed', 'skipped'), module('failed', 'passed', 'failed', 'pending')];
  expect(countTests(modules, 0)).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

it('a module that could not be loaded and an error outside of tests are failures', () => {
  expect(countTests([module('failed'), module('passed', 'passed')], 2)).toEqual({ passed: 1, failed: 3, skipped: 0 });
});

const fine = { counts: { passed: 3, failed: 0, skipped: 1 }, exitCode: 0, checks: [], missingTools: [] };
it.each([
  ['a run in which all is well', {}, []],
  ['a failed test, which is counted already', { counts: { passed: 1, failed: 1, skipped: 0 }, exitCode: 1 }, []],
  ['no test at all', { counts: { passed: 0, failed: 0, skipped: 4 }, exitCode: 1 }, ['No test was run.']],
  ['an exit code without a failed test', { exitCode: 1 }, ['Vitest failed without a failed test (1).']],
  ['a run that was killed', { counts: null, exitCode: null }, ['Vitest ended before the tests did (killed).']],
  [
    'checks that failed and tools that are missing',
    { checks: ['guards'], missingTools: ['No Chromium.'] },
    ['No Chromium.', 'The check "guards" failed; see above.'],
  ],
])('says what else is wrong with %s', (_, run, failures) => {
  expect(otherFailures({ ...fine, ...run })).toEqual(failures);
});
