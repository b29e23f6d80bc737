import { randomPlans, TestRun } from '@omniroute/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent, RunEventBody } from './run-event.ts';
import { EMPTY_RUN_VIEW, foldRunView, viewOf } from './run-view.ts';

const told = (...bodies: RunEventBody[]): RunEvent[] =>
  bodies.map((body, index) => ({ ...body, seq: index + 1, at: (index + 1) * 10 }));
const visit = { type: 'visit', node: 'a', key: 'a#1' } as const;
const error = { code: 'http.503', message: 'busy' };

test('before anything happened the view is empty', () => {
  expect(viewOf([])).toEqual(EMPTY_RUN_VIEW);
});

test('a run is seen from its start to its end', () => {
  const view = viewOf(
    told(
      { type: 'run', status: 'running' },
      { type: 'variable', name: 'n', value: 1 },
      { ...visit, status: 'running', input: { to: 'x' } },
      { type: 'attempt', node: 'a', key: 'a#1', attempt: 1, error, next_at: 99 },
      { ...visit, status: 'completed', port: 'out', output: { id: 7 }, attempts: 2 },
      { type: 'variable', name: 'n', value: 2 },
      { type: 'run', status: 'completed', output: 'done', end_status: 'shipped' },
    ),
  );
  expect(view).toEqual({
    status: 'completed',
    end_status: 'shipped',
    output: 'done',
    error: null,
    started_at: 10,
    ended_at: 70,
    seq: 7,
    variables: { n: 2 },
    visits: [
      {
        node: 'a',
        key: 'a#1',
        status: 'completed',
        started_at: 30,
        ended_at: 50,
        attempts: 2,
        next_attempt_at: null,
        port: 'out',
        input: { to: 'x' },
        output: { id: 7 },
        error: null,
      },
    ],
  });
});

test('an attempt that failed shows its error and when the next begins', () => {
  const [seen] = viewOf(
    told({ ...visit, status: 'running' }, { type: 'attempt', node: 'a', key: 'a#1', attempt: 3, error, next_at: 99 }),
  ).visits;
  expect(seen).toMatchObject({ status: 'running', attempts: 3, next_attempt_at: 99, error, ended_at: null });
});

test('a visit that continued keeps its error beside its output', () => {
  const [seen] = viewOf(told({ ...visit, status: 'continued', output: null, error })).visits;
  expect(seen).toMatchObject({ status: 'continued', error, started_at: 10, ended_at: 10 });
});

test('visits stand in order of start, whatever ends first', () => {
  const b = { type: 'visit', node: 'b', key: 'b#1' } as const;
  const view = viewOf(
    told(
      { ...visit, status: 'running' },
      { ...b, status: 'running' },
      { ...b, status: 'completed' },
      { ...visit, status: 'failed', error },
    ),
  );
  expect(view.visits.map(({ key, status }) => `${key} ${status}`)).toEqual(['a#1 failed', 'b#1 completed']);
});

test('a run that waits has not ended', () => {
  expect(viewOf(told({ type: 'run', status: 'waiting' }))).toMatchObject({ status: 'waiting', ended_at: null });
});

test('folding event by event leaves the view before as it was', () => {
  const before = viewOf(told({ ...visit, status: 'running' }));
  const copy = structuredClone(before);
  foldRunView(before, { ...visit, status: 'completed', seq: 2, at: 20 });
  expect(before).toEqual(copy);
});

test('the view of a whole run equals the fold of its events', () => {
  fc.assert(
    fc.property(randomPlans, fc.nat(20), (plan, turns) => {
      const run = new TestRun(plan, { steps: 40, fuel: 100_000 });
      run.start('PT1H');
      for (let turn = 0; turn < turns && Object.keys(run.state.timers).length > 0; turn += 1) run.pass();
      expect(run.events.reduce(foldRunView, EMPTY_RUN_VIEW)).toEqual(viewOf(run.events));
    }),
    { numRuns: 300 },
  );
});
