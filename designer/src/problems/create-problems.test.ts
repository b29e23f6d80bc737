import type { Service } from '@omniroute/dsl';
import type { Plan } from '@omniroute/plan';
import type { GraphBinding, GraphView } from '@omniroute/shared-doc';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createProblems } from './create-problems.ts';
import { findingsAt, gravest, sorted } from './problems-state.ts';
import type {
  CheckListener,
  CheckRequest,
  CheckWorker,
  Finding,
  PlanRequest,
  TextAnswer,
  TextRequest,
} from './protocol.ts';

const finding = (pointer: string, node?: string, severity: Finding['severity'] = 'error'): Finding => ({
  code: 'OR1004',
  severity,
  message: pointer,
  pointer,
  ...(node === undefined ? {} : { node_id: node }),
});

/** A draft that only has a name. */
function draft() {
  let listener: (view: GraphView) => void = () => undefined;
  const viewOf = (name: string) => ({ service: { name } as Service }) as GraphView;
  let view = viewOf('one');
  const graph: GraphBinding = {
    view: () => view,
    subscribe: (told) => {
      listener = told;
      return () => undefined;
    },
    destroy: () => undefined,
  };
  return {
    graph,
    rename(name: string) {
      view = viewOf(name);
      listener(view);
    },
  };
}

/** A checker that answers when it is told to. */
function checker() {
  const asked: CheckRequest[] = [];
  const questions: TextRequest[] = [];
  const planned: PlanRequest[] = [];
  let started = 0;
  let listener: CheckListener | undefined;
  return {
    asked,
    questions,
    tell: (answer: TextAnswer) => listener?.told(answer),
    started: () => started,
    start: (told: CheckListener): CheckWorker => {
      started += 1;
      listener = told;
      return {
        ask(request) {
          if ('plan' in request) planned.push(request);
          else if ('question' in request) questions.push(request);
          else asked.push(request);
        },
        stop: () => undefined,
      };
    },
    answer(findings: readonly Finding[]) {
      const { turn } = asked.at(-1) as CheckRequest;
      listener?.answered({ turn, ok: findings.length === 0, findings, estimate: [] });
    },
    planned,
    plan: (turn: number) => listener?.planned({ turn, plan: { abi: turn } as unknown as Plan }),
    fall: () => listener?.fell(),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a draft is checked when it is opened and after a pause, of many changes the last', () => {
  const [{ graph, rename }, work] = [draft(), checker()];
  const { state } = createProblems(graph, work.start);
  vi.advanceTimersByTime(0);
  rename('two');
  vi.advanceTimersByTime(200);
  rename('three');
  vi.advanceTimersByTime(200);
  expect(work.asked.map(({ service }) => service.name)).toEqual(['one']);
  work.answer([finding('/nodes/0', 'a')]);
  expect([state.getState().isCurrent, state.getState().findings.length]).toEqual([false, 1]);
  expect(work.asked.map(({ service }) => service.name)).toEqual(['one', 'three']);
  work.answer([]);
  expect(state.getState()).toMatchObject({ isCurrent: true, ok: true, findings: [] });
});

it('a checker that fell over is started anew by the next change', () => {
  const [{ graph, rename }, work] = [draft(), checker()];
  const { state } = createProblems(graph, work.start);
  vi.advanceTimersByTime(0);
  work.fall();
  expect(state.getState().isDown).toBe(true);
  rename('two');
  vi.advanceTimersByTime(200);
  work.answer([]);
  expect([work.started(), state.getState().isDown, state.getState().isCurrent]).toEqual([2, false, true]);
});

it('plans are given to who asked, in whatever order they come, and refused when the compiler falls over', async () => {
  const [{ graph }, work] = [draft(), checker()];
  const problems = createProblems(graph, work.start);
  const [one, two, three] = ['one', 'two', 'three'].map((name) => problems.plan({ name } as Service));
  expect(work.planned.map(({ plan }) => plan.name)).toEqual(['one', 'two', 'three']);
  work.plan(2);
  work.plan(1);
  expect([await one, await two]).toEqual([{ abi: 1 }, { abi: 2 }]);
  work.fall();
  await expect(three).rejects.toThrow('The compiler stopped.');
});

it('findings are told by node and by field', () => {
  const found = [finding('/nodes/0/config/url', 'a'), finding('/nodes/0/config', 'a', 'warning'), finding('/name')];
  const state = { ...sorted(found), ok: false, estimate: [], isCurrent: true, isDown: false };
  expect(findingsAt(state, 'a', '/config/url')).toEqual([found[0]]);
  expect(findingsAt(state, 'a', '/config')).toEqual([found[0], found[1]]);
  expect(findingsAt(state, 'b', '/config')).toEqual([]);
  expect([gravest(state.byNode.get('a') ?? []), gravest([])]).toEqual(['error', null]);
});

it('before a question the compiler is told of the latest change, and a compiler that falls over leaves no question open', async () => {
  const [{ graph, rename }, work] = [draft(), checker()];
  const problems = createProblems(graph, work.start);
  vi.advanceTimersByTime(0);
  work.answer([]);
  rename('two');
  const question = { place: { of: 'service', pointer: '' }, want: 'hover', text: 'input', at: 1 } as const;
  const [first, second] = [problems.question(question), problems.question(question)];
  expect(work.asked.map(({ service }) => service.name)).toEqual(['one', 'two']);
  expect(work.questions.map(({ turn }) => turn)).toEqual([1, 2]);
  const answer: TextAnswer = { turn: 1, completions: [], hover: null, sample: { type: 'text', value: 'x' } };
  work.tell(answer);
  work.fall();
  expect([await first, await second]).toEqual([answer, null]);
});
