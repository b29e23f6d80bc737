import type { Service } from '@omniroute/dsl';
import type { Plan } from '@omniroute/plan';
import type { GraphBinding } from '@omniroute/shared-doc';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { NOTHING_KNOWN, type ProblemsState, sorted } from './problems-state.ts';
import type { CheckWorker, StartCompiler, TextAnswer, TextQuestion } from './protocol.ts';

/** Letters that follow each other are checked together. */
const PAUSE_MS = 120;

/** The checker of a draft that is open. */
export interface Problems {
  readonly state: StoreApi<ProblemsState>;
  /** The plan of a service; `null` where it is not sound. Refused when the compiler fell over it. */
  plan(service: Service): Promise<Plan | null>;
  /** What is known of an expression under work; `null` when the compiler fell over. */
  question(question: TextQuestion): Promise<TextAnswer | null>;
  stop(): void;
}

/** Checks a draft after each change; of changes that come while a check is under way only the last is checked. */
export function createProblems(graph: GraphBinding, start: StartCompiler): Problems {
  const state = createStore<ProblemsState>(() => NOTHING_KNOWN);
  let worker: CheckWorker | null = null;
  let [turn, isBusy] = [0, false];
  let waiting: Service | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [plansAsked, questionsAsked] = [0, 0];
  const questions = new Map<number, (answer: TextAnswer | null) => void>();
  const plans = new Map<number, { give: (plan: Plan | null) => void; refuse: (error: Error) => void }>();

  function ask(): void {
    if (isBusy || waiting === null) return;
    worker ??= started();
    [isBusy, turn] = [true, turn + 1];
    const service = waiting;
    waiting = null;
    worker.ask({ turn, service });
  }

  function started(): CheckWorker {
    const made = start({
      answered(answer) {
        if (answer.turn !== turn) return;
        isBusy = false;
        const { findings, ok, estimate } = answer;
        state.setState({ ...sorted(findings), ok, estimate, isCurrent: waiting === null, isDown: false });
        ask();
      },
      planned(answer) {
        plans.get(answer.turn)?.give(answer.plan);
        plans.delete(answer.turn);
      },
      told(answer) {
        questions.get(answer.turn)?.(answer);
        questions.delete(answer.turn);
      },
      fell() {
        made.stop();
        for (const give of questions.values()) give(null);
        questions.clear();
        [worker, isBusy] = [null, false];
        for (const { refuse } of plans.values()) refuse(new Error('The compiler stopped.'));
        plans.clear();
        state.setState({ isCurrent: false, isDown: true });
      },
    });
    return made;
  }

  const changed = (service: Service, pause: number) => {
    waiting = service;
    state.setState({ isCurrent: false });
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };
  const stopListening = graph.subscribe((view) => changed(view.service, PAUSE_MS));
  changed(graph.view().service, 0);
  return {
    state,
    plan: (service) =>
      new Promise((give, refuse) => {
        worker ??= started();
        plansAsked += 1;
        plans.set(plansAsked, { give, refuse });
        worker.ask({ turn: plansAsked, plan: service });
      }),
    question: (question) =>
      new Promise((give) => {
        // The place may be news to the compiler: it is told first.
        clearTimeout(timer);
        ask();
        worker ??= started();
        questionsAsked += 1;
        questions.set(questionsAsked, give);
        worker.ask({ turn: questionsAsked, question });
      }),
    stop() {
      stopListening();
      clearTimeout(timer);
      worker?.stop();
    },
  };
}
