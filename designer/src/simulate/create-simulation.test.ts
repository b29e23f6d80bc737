import type { Service } from '@omniroute/dsl';
import { definitions } from '@omniroute/kinds/definitions';
import type { Plan } from '@omniroute/plan';
import { planOf } from '@omniroute/testing';
import { expect, it } from 'vitest';
import { fakeEditor } from '../../test/fake-editor.ts';
import { createSimulation } from './create-simulation.ts';
import { eventAt } from './moments.ts';
import { answer } from './play.ts';
import type { PlayListener } from './protocol.ts';
import { questionsOf } from './questions.ts';
import { elapsed, happened } from './simulation-state.ts';
import { deedsOf, withDeed, withoutDeed, withReplies } from './trial.ts';

const plan = planOf({
  input: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  nodes: [
    {
      id: 'get',
      op: 'act',
      output: { type: 'object', properties: { total: { type: 'number' } }, required: ['total'] },
      to: 'size',
    },
    { id: 'size', op: 'decide', arms: [{ id: 'big', when: '${ nodes.get.total > 10 }', to: 'ask' }], otherwise: 'ask' },
    { id: 'ask', op: 'task', outcomes: { yes: null }, timeout: { after: 'PT2H', to: null } },
  ],
});
const service: Service = {
  dsl_version: '1.0',
  id: 'tried',
  name: 'Tried',
  nodes: [{ id: 'get', type: Object.keys(definitions)[0] ?? '', config: {} }],
  edges: [],
};

/** A trial that is played at once, on a plan that may change. */
async function tried(planned: () => Plan | null = () => plan) {
  const { editor, close } = await fakeEditor(service);
  let asked = 0;
  let listener: PlayListener | undefined;
  const simulation = createSimulation({
    graph: editor.session.graph,
    planOf: async () => planned(),
    start: (told) => {
      listener = told;
      return {
        ask(request) {
          asked += 1;
          told.answered(answer(request));
        },
        stop: () => undefined,
      };
    },
    words: { tooLong: 'too long', fell: 'fell' },
  });
  simulation.open();
  await expect.poll(() => simulation.store.getState().status).not.toBe('preparing');
  const here = () => {
    const { run, at } = simulation.store.getState();
    const event = run === null ? null : eventAt(run.report.events, at);
    return event !== null && 'node' in event
      ? `${event.node} ${'status' in event ? event.status : ''}`
      : (event?.type ?? null);
  };
  return { simulation, here, asked: () => asked, fall: () => listener?.fell(), close };
}

it('a draft is tried with what is made up from schemas, from the start to the end and back', async () => {
  const { simulation, here } = await tried();
  expect([simulation.store.getState().run?.scenario.input, here()]).toEqual([{ id: 'id-1' }, null]);
  const walked: unknown[] = [];
  for (let count = 0; count < 4; count += 1) {
    simulation.step();
    walked.push(here());
  }
  expect(walked).toEqual(['get running', 'get completed', 'size completed', 'ask waiting']);
  simulation.back();
  expect(here()).toBe('size completed');
  simulation.toEnd();
  expect([here(), elapsed(simulation.store.getState())]).toEqual(['run', 7_200_000]);
  simulation.toStart();
  expect([here(), simulation.store.getState().marks.steps.size]).toEqual([null, 0]);
});

it('a reply is changed in hindsight: what was seen before it stays, what follows is another', async () => {
  const { simulation, here } = await tried();
  simulation.step();
  await simulation.change((scenario) => withReplies(scenario, 'get', [{ output: { total: 99 } }]));
  expect(here()).toBe('get running');
  simulation.toEnd();
  const { why } = simulation.store.getState().run ?? {};
  expect(why?.decisions['size#1']).toMatchObject([{ branch: 'big', value: true }]);
  await simulation.change((scenario) =>
    withReplies(scenario, 'get', [{ error: { code: 'http.503', message: 'busy' } }]),
  );
  expect(here()).toBe('get running');
  simulation.step();
  expect(here()).toBe('get failed');
});

it('a run goes on to a question, is answered from outside, and the answer can be taken back', async () => {
  const { simulation, here } = await tried();
  simulation.runOn();
  expect(here()).toBe('ask waiting');
  const state = simulation.store.getState();
  const [question] = questionsOf(plan, happened(state), state.run?.why.waits ?? {});
  expect(question).toMatchObject({ is: 'task', key: 'ask#1', node: 'ask' });
  await simulation.change((scenario) => withDeed(scenario, 'tasks', { node: 'ask', at: 'PT1M', outcome: 'yes' }), true);
  expect([here(), elapsed(simulation.store.getState())]).toEqual(['ask completed', 60_000]);
  const { scenario } = simulation.store.getState().trial;
  const [deed] = deedsOf(scenario);
  expect(deed).toEqual({ is: 'tasks', index: 0, at: 'PT1M', what: 'ask: yes' });
  if (deed !== undefined) await simulation.change((before) => withoutDeed(before, deed));
  expect(simulation.store.getState().trial.scenario).toEqual({ name: '' });
  expect(here()).toBe('ask waiting');
});

it('a run halts at breakpoints', async () => {
  const { simulation, here } = await tried();
  simulation.toggleBreakpoint('size');
  simulation.runOn();
  expect(here()).toBe('size completed');
  simulation.toggleBreakpoint('size');
  simulation.toStart();
  simulation.runOn();
  expect(here()).toBe('ask waiting');
});

it('a draft with errors is not tried, and one that makes the simulator fall over is tried again when asked', async () => {
  const unsound = await tried(() => null);
  expect(unsound.simulation.store.getState()).toMatchObject({ status: 'unsound', run: null });
  const { simulation } = await tried();
  await simulation.change((scenario) => withReplies(scenario, 'get', [{ after: 'soon' }]));
  expect(simulation.store.getState()).toMatchObject({ status: 'stopped', run: null });
  await simulation.forget();
  expect(simulation.store.getState()).toMatchObject({ status: 'ready', problem: null });
});

it('scenarios are played beside the trial, each with what differs', async () => {
  const { simulation, here } = await tried();
  const scenarios = [
    { name: 'waits', input: { id: 'a' }, expect: { duration: 'PT2H', visited: ['ask'] } },
    { name: 'wrong', input: { id: 'a' }, expect: { status: 'failed' } as const },
    { name: 'no time', input: { id: 'a' }, now: 'yesterday' },
  ];
  const played = await simulation.playAll(scenarios);
  expect(played?.map((each) => (each.ok ? each.differences : each.problem.includes('no time')))).toEqual([
    [],
    [{ field: 'status', expected: 'failed', got: 'completed' }],
    true,
  ]);
  expect(here()).toBe(null);
});
