import type { Service } from '@omniroute/dsl';
import type { Plan, Scenario } from '@omniroute/plan';
import type { GraphBinding } from '@omniroute/shared-doc';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { askSimulator, type Player } from './ask-simulator.ts';
import { marksOf, NO_MARKS } from './marks.ts';
import { after, alike, before, onward } from './moments.ts';
import type { Played, StartSimulator } from './protocol.ts';
import type { MadeUp } from './scenarios/generate.ts';
import { happened, OFF, type SimulationState } from './simulation-state.ts';
import { NEW_TRIAL } from './trial.ts';

/** Changes of the draft that follow each other are tried together. */
const PAUSE_MS = 250;

/** A trial of a draft that is open. */
export interface Simulation {
  readonly store: StoreApi<SimulationState>;
  /** Plays the draft, and plays it anew whenever it changes, until it is closed. */
  open(): void;
  close(): void;
  /** To the next place to halt. */
  step(): void;
  back(): void;
  /** To the next breakpoint or question, or the end. */
  runOn(): void;
  toStart(): void;
  toEnd(): void;
  /** To where so many events have happened. */
  goTo(at: number): void;
  /** Changes what is tried. What was seen before stays, as far as it is the same still; `thenStep` takes a step from there. */
  change(edit: (scenario: Scenario) => Scenario, thenStep?: boolean): Promise<void>;
  /** Tries a scenario as it is written, from its start. */
  load(scenario: Scenario, from?: string): Promise<void>;
  /** Begins anew with what is made up from schemas. */
  forget(): Promise<void>;
  toggleBreakpoint(node: string): void;
  choose(container: string, turn: string): void;
  paint(coverage: SimulationState['coverage']): void;
  /** Plays scenarios beside the trial; `null`: the draft is not sound. */
  playAll(scenarios: readonly Scenario[]): Promise<readonly Played[] | null>;
  /** Scenarios made up from the draft; `null`: it is not sound. */
  makeUp(): Promise<readonly MadeUp[] | null>;
  /** The plan of the draft as it stands; `null`: it is not sound. */
  plan(): Promise<Plan | null>;
  stop(): void;
}

export interface SimulationParts {
  readonly graph: GraphBinding;
  readonly planOf: (service: Service) => Promise<Plan | null>;
  readonly start: StartSimulator;
  readonly words: { readonly tooLong: string; readonly fell: string };
}

/** Makes the trial of a draft; nothing is loaded or played before it is opened. */
export function createSimulation({ graph, planOf, start, words }: SimulationParts): Simulation {
  const store = createStore<SimulationState>(() => OFF);
  const player: Player = askSimulator(start, words);
  let stopListening: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  let known: { readonly service: Service; readonly plan: Promise<Plan | null> } | null = null;

  /** Changes the state, and the marks with it. */
  function look(part: Partial<SimulationState>): void {
    const next = { ...store.getState(), ...part };
    const { run, chosen } = next;
    const marks =
      run === null
        ? NO_MARKS
        : marksOf(run.plan, graph.view().service, happened(next), { trigger: run.scenario.trigger, chosen });
    store.setState({ ...part, marks });
  }

  function plan(): Promise<Plan | null> {
    const { service } = graph.view();
    if (known?.service !== service) known = { service, plan: planOf(service) };
    return known.plan;
  }

  async function play(from: 'start' | 'here', thenStep = false): Promise<void> {
    turn += 1;
    const mine = turn;
    const { service } = graph.view();
    const isOver = () => mine !== turn || store.getState().status === 'off';
    try {
      const made = await plan();
      if (isOver()) return;
      if (made === null) return look({ status: 'unsound', run: null, at: 0 });
      const { trial } = store.getState();
      const [played] = await player.play({ plan: made, service, trials: [trial], inFull: true });
      if (isOver()) return;
      if (played === undefined || !played.ok)
        return look({ status: 'stopped', problem: played?.problem ?? words.fell, run: null, at: 0 });
      const { simulation: report, scenario } = played;
      const why = report.explained ?? { decisions: {}, waits: {}, refused: [] };
      const now = store.getState();
      const same = from === 'start' ? 0 : Math.min(now.at, alike(now.run?.report.events ?? [], report.events));
      const at = thenStep ? after(report.events, same) : same;
      look({ status: 'ready', problem: null, run: { plan: made, scenario, report, why }, at });
    } catch (error) {
      if (!isOver()) look({ status: 'stopped', problem: (error as Error).message, run: null, at: 0 });
      // The next question asks the compiler anew.
      known = null;
    }
  }

  function isQuestion(key: string): boolean {
    const { run } = store.getState();
    if (run === null) return false;
    return (run.why.waits[key] ?? []).length > 0 || run.report.events.some((e) => e.type === 'task' && e.key === key);
  }

  const goTo = (at: number) => {
    const { run } = store.getState();
    if (run !== null) look({ at: Math.max(0, Math.min(at, run.report.events.length)), coverage: null });
  };
  const events = () => store.getState().run?.report.events ?? [];

  return {
    store,
    open() {
      if (store.getState().status !== 'off') return;
      look({ status: 'preparing' });
      stopListening = graph.subscribe(() => {
        clearTimeout(timer);
        store.setState({ coverage: null });
        timer = setTimeout(() => void play('here'), PAUSE_MS);
      });
      void play('here');
    },
    close() {
      stopListening?.();
      clearTimeout(timer);
      look({ status: 'off', run: null, at: 0, coverage: null });
    },
    step: () => goTo(after(events(), store.getState().at)),
    back: () => goTo(before(events(), store.getState().at)),
    runOn() {
      const { at, breakpoints } = store.getState();
      goTo(onward(events(), at, breakpoints, isQuestion));
    },
    toStart: () => goTo(0),
    toEnd: () => goTo(events().length),
    goTo,
    async change(edit, thenStep = false) {
      const { trial } = store.getState();
      look({ trial: { ...trial, scenario: edit(trial.scenario) }, coverage: null });
      await play('here', thenStep);
    },
    async load(scenario, from) {
      const origin = from === undefined ? {} : { from };
      look({ trial: { scenario, fills: false, ...origin }, coverage: null, chosen: new Map() });
      await play('start');
    },
    async forget() {
      look({ trial: NEW_TRIAL, coverage: null, chosen: new Map() });
      await play('start');
    },
    toggleBreakpoint(node) {
      const breakpoints = new Set(store.getState().breakpoints);
      if (!breakpoints.delete(node)) breakpoints.add(node);
      store.setState({ breakpoints });
    },
    choose: (container, wanted) => look({ chosen: new Map([...store.getState().chosen, [container, wanted]]) }),
    paint: (coverage) => store.setState({ coverage }),
    async playAll(scenarios) {
      const made = await plan();
      if (made === null) return null;
      const trials = scenarios.map((scenario) => ({ scenario, fills: false }));
      return player.play({ plan: made, service: graph.view().service, trials, inFull: false });
    },
    async makeUp() {
      const made = await plan();
      return made === null ? null : player.makeUp({ ideasFor: made, service: graph.view().service });
    },
    plan,
    stop() {
      stopListening?.();
      clearTimeout(timer);
      turn += 1;
      player.stop();
    },
  };
}
