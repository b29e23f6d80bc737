import type { RunDetail } from '@omniroute/contracts';
import { type Scenario, viewOf } from '@omniroute/plan';
import { simulate } from '@omniroute/simulator';
import { planOf, retryOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { scenarioOfRun } from './scenario-of-run.ts';

const plan = planOf({
  input: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  messages: { paid: { type: 'object' } },
  variables: { noted: { schema: {} } },
  nodes: [
    {
      id: 'charge',
      op: 'act',
      input: '${ input.id }',
      output: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      options: { retry: [retryOf({ attempts: 3 })] },
      errors: [{ on: ['business'], to: 'wait' }],
    },
    { id: 'wait', op: 'wait', on: { message: 'paid', correlation: '${ input.id }' } },
    { id: 'call', op: 'wait', on: { callback: true } },
    { id: 'ask', op: 'task', outcomes: { yes: null, no: null } },
  ],
  output: { value: '${ nodes.ask.data }' },
});

/** A run as the API tells it, from one that was played. */
function ranAs(scenario: Scenario, patch: (run: RunDetail) => RunDetail = (run) => run) {
  const { events } = simulate(plan, scenario);
  const view = viewOf(events);
  const text = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const run = {
    id: 'r-1',
    service: 'paid',
    trigger: 'manual',
    status: view.status,
    end_status: view.end_status,
    started_at: text(view.started_at),
    ended_at: text(view.ended_at),
    input: scenario.input,
    output: view.output,
    error: view.error,
    visits: view.visits.map((visit) => ({
      ...visit,
      started_at: text(visit.started_at),
      ended_at: text(visit.ended_at),
    })),
  } as unknown as RunDetail;
  return { run: patch(run), events };
}

const happened: Scenario = {
  name: 'happened',
  input: { id: 'o-1' },
  now: '2026-05-01T08:00:00Z',
  mocks: { charge: [{ after: 'PT3S', output: { id: 'c-1' } }] },
  messages: [{ at: 'PT10M', name: 'paid', correlation: 'o-1', payload: { by: 'ada' }, id: 'm-7' }],
  callbacks: [{ node: 'call', at: 'PT20M', payload: { ok: true } }],
  tasks: [{ node: 'ask', at: 'PT3H', outcome: 'no', data: { why: 'late' }, by: 'bisi' }],
};
const never = () => undefined;

it('a run becomes a scenario that goes as the run did, to the millisecond', () => {
  const { run, events } = ranAs(happened);
  const { scenario, gaps } = scenarioOfRun(run, events, { name: 'like it', sample: never });
  expect(gaps).toEqual([]);
  expect(scenario).toEqual({
    ...happened,
    name: 'like it',
    trigger: 'manual',
    now: '2026-05-01T08:00:00.000Z',
    mocks: { 'charge#1': [{ after: 'PT3S', output: { id: 'c-1' } }] },
    expect: { status: 'completed', output: { why: 'late' }, visited: ['charge', 'wait', 'call', 'ask'] },
  });
  expect(simulate(plan, { ...scenario, trigger: undefined as never }).path).toEqual(simulate(plan, happened).path);
});

it('an error of an effect is answered again, and what the run does not tell is told', () => {
  const declined = { error: { code: 'business.declined', message: 'no' } };
  const { run, events } = ranAs({
    ...happened,
    tasks: [],
    mocks: { charge: [{ error: { code: 'http.503', message: 'busy' } }, declined] },
  });
  const { scenario, gaps } = scenarioOfRun(run, events, { name: 'open', sample: never });
  expect(scenario.mocks).toEqual({ 'charge#1': [declined] });
  expect(gaps).toEqual([{ is: 'attempts', node: 'charge', count: 3 }, { is: 'open' }]);
});

it('what was cut from an output is taken from where it was kept, else made up and told', () => {
  const cut = (whole?: object) => (run: RunDetail) => ({
    ...run,
    visits: run.visits.map((visit) =>
      visit.node === 'charge'
        ? { ...visit, output: {}, cut: { bytes: 9, ...(whole === undefined ? {} : { whole }) } }
        : visit,
    ),
  });
  const kept = ranAs(happened, cut({ id: 'c-1' }));
  const lost = ranAs(happened, cut());
  const sample = () => ({ id: 'id-1' });
  const [one, other] = [kept, lost].map(({ run, events }) => scenarioOfRun(run, events, { name: 'cut', sample }));
  expect([one?.scenario.mocks?.['charge#1']?.[0]?.output, one?.gaps]).toEqual([{ id: 'c-1' }, []]);
  expect([other?.scenario.mocks?.['charge#1']?.[0]?.output, other?.gaps]).toEqual([
    { id: 'id-1' },
    [{ is: 'cut', node: 'charge', bytes: 9 }],
  ]);
});
