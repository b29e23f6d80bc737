import type { Plan, Scenario } from '@omniroute/plan';
import { viewOf } from '@omniroute/plan';
import { planOf, retryOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { playInMemory } from '../memory-host/play-in-memory.ts';
import { simulateStart } from '../simulate-start.ts';
import { told } from '../told.ts';

const STARTED = Date.parse('2026-01-01T00:00:00Z');

/** Plays a scenario on the host, in fresh histories as often as it can, and in the simulator, which has none. */
async function played(plan: Plan, scenario: Scenario, histories = 2) {
  const asked = { run: 'run', tenant: 'acme', service: 'carried', version: 1, started_at: STARTED };
  const start = simulateStart(plan, scenario, asked);
  if (start === null) throw new Error('the scenario starts no run');
  const args = { plan: 'plan', facts: start.facts, input: start.input, time_scale: 1 };
  const host = await playInMemory(plan, scenario, args, 2);
  expect(host.histories).toBeGreaterThanOrEqual(histories);
  expect(told(host.view, host.calls)).toEqual(told(viewOf(start.events), start.calls));
  return host.view;
}

const message = (at: string, id: string) => ({ at, id, name: 'm', correlation: 'c', payload: { id } });
const keysOf = (view: Awaited<ReturnType<typeof played>>) => view.visits.map(({ key, status }) => `${key} ${status}`);

it('P7 continue-as-new keeps mail that nobody has read yet', async () => {
  const plan = planOf({
    messages: { m: true },
    nodes: [
      { id: 'pause', op: 'wait', on: { duration: 'PT1H' } },
      { id: 'again', op: 'wait', on: { duration: 'PT1H' } },
      { id: 'take', op: 'wait', on: { message: 'm', correlation: 'c' } },
      { id: 'last', op: 'act', input: { got: '${ nodes.take.payload.id }' } },
    ],
  });
  const view = await played(plan, { name: 'mail', input: null, messages: [message('PT10M', 'early')] });
  expect(view.visits.at(-1)).toMatchObject({ key: 'last#1', input: { got: 'early' }, status: 'completed' });
});

it('P7 continue-as-new keeps updates in flight: their answers are given first, and they are not carried out twice', async () => {
  const plan = planOf({
    nodes: [
      { id: 'ask', op: 'task', outcomes: { yes: 'then' } },
      { id: 'then', op: 'wait', on: { duration: 'PT1H' } },
      { id: 'last', op: 'act' },
    ],
  });
  const answer = { node: 'ask', at: 'PT5M', outcome: 'yes', data: {}, by: 'ada' };
  const view = await played(plan, {
    name: 'answered',
    input: null,
    tasks: [answer],
    operations: [
      { at: 'PT5M', action: 'pause', by: 'ada', reason: 'at the same instant' },
      { at: 'PT6M', action: 'resume', by: 'ada', reason: 'go on' },
    ],
  });
  expect(keysOf(view)).toEqual(['ask#1 completed', 'then#1 completed', 'last#1 completed']);
});

it('P7 continue-as-new keeps timers by their deadlines', async () => {
  const plan = planOf({
    messages: { m: true },
    nodes: [
      { id: 'go', op: 'fork', branches: { slow: 'slow', quick: 'first' } },
      { id: 'slow', op: 'wait', on: { duration: 'P2D' }, to: 'meet' },
      { id: 'first', op: 'wait', on: { message: 'm', correlation: 'c' }, timeout: { after: 'PT3H', to: 'late' } },
      { id: 'late', op: 'wait', on: { duration: 'PT1H' }, to: 'meet' },
      { id: 'meet', op: 'join' },
    ],
  });
  const view = await played(plan, { name: 'timers', input: null });
  // A fresh history begins with a yield of a millisecond.
  const hours = (at: number | null | undefined) => Math.round(((at ?? 0) - STARTED) / 1000) / 3600;
  expect(hours(view.visits.find(({ key }) => key === 'late#1')?.ended_at)).toBe(4);
  expect(hours(view.ended_at)).toBe(48);
});

it('P7 continue-as-new keeps services that are called, and what they wait for', async () => {
  const callee = planOf({
    messages: { m: true },
    nodes: [
      { id: 'hold', op: 'wait', on: { message: 'm', correlation: 'c' } },
      { id: 'work', op: 'act' },
    ],
    output: { value: '${ nodes.hold.payload.id }' },
  });
  const plan = planOf({
    parts: [{ service: 'ship', plan: callee }],
    nodes: [
      { id: 'call', op: 'call', service: 'ship', version: 1 },
      { id: 'last', op: 'act', input: { got: '${ nodes.call }' } },
    ],
  });
  const view = await played(plan, {
    name: 'called',
    input: null,
    messages: [message('PT2H', 'one')],
    operations: [
      { at: 'PT1H', action: 'pause', by: 'ada', reason: 'meanwhile' },
      { at: 'PT90M', action: 'resume', by: 'ada', reason: 'go on' },
    ],
  });
  expect(view.visits.at(-1)).toMatchObject({ key: 'last#1', input: { got: 'one' } });
});

it('P7 continue-as-new keeps the list of what is to be undone, in its order', async () => {
  const plan = planOf({
    error_policy: 'compensate',
    nodes: [
      { id: 'one', op: 'act', undo: { by: 'undo_one' } },
      { id: 'pause', op: 'wait', on: { duration: 'PT1H' } },
      { id: 'two', op: 'act', undo: { by: 'undo_two' } },
      { id: 'again', op: 'wait', on: { duration: 'PT1H' } },
      { id: 'fails', op: 'act', options: { retry: [retryOf({ attempts: 1 })] } },
      { id: 'undo_one', op: 'act' },
      { id: 'undo_two', op: 'act' },
    ],
  });
  const fails = { error: { code: 'http.422', message: 'no' } };
  const view = await played(plan, { name: 'undone', input: null, mocks: { fails: [fails] } });
  expect([view.status, keysOf(view).slice(-2)]).toEqual([
    'compensated',
    ['undo_two#1 completed', 'undo_one#1 completed'],
  ]);
});

it('P6 a loser that is cancelled and still under way does not stand in the way of the next time its fork is entered', async () => {
  const plan = planOf({
    nodes: [
      { id: 'turns', op: 'while', times: 3 },
      { id: 'go', op: 'fork', parent: 'turns', branches: { quick: 'quick', slow: 'slow' } },
      { id: 'quick', op: 'wait', parent: 'turns', on: { duration: 'PT1S' }, to: 'first' },
      { id: 'slow', op: 'act', parent: 'turns', to: 'first' },
      { id: 'first', op: 'join', parent: 'turns', mode: 'any' },
    ],
  });
  const view = await played(plan, { name: 'race', input: null, mocks: { slow: [{ after: 'PT20S' }] } }, 1);
  expect(keysOf(view).filter((key) => key.startsWith('slow'))).toEqual([
    'slow#1.1.1 cancelled',
    'slow#1.2.1 cancelled',
    'slow#1.3.1 cancelled',
  ]);
  expect(view.status).toBe('completed');
});
