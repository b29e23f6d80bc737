import type { SavedScenario } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import type { Scenario } from '@omniroute/plan';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Played } from '../protocol.ts';
import type { ScenarioRemote } from './remote.ts';
import { slugOf } from './slug-of.ts';

/** A scenario with how it went the last time it was played. */
export interface KeptScenario {
  readonly id: string;
  readonly revision: number;
  readonly scenario: Scenario;
}

export interface ScenariosState {
  readonly status: 'unknown' | 'loading' | 'known' | 'failed';
  readonly problem: string | null;
  readonly items: readonly KeptScenario[];
  /** By id; what was not played is not there. */
  readonly results: ReadonlyMap<string, Played>;
  /** The service that the results are of. */
  readonly of: Service | null;
  readonly isRunning: boolean;
  /** The draft has errors, so nothing could be played. */
  readonly isUnsound: boolean;
}

/** The scenarios of a draft that is open. */
export interface Scenarios {
  readonly store: StoreApi<ScenariosState>;
  load(): Promise<void>;
  /** Keeps a new scenario; its id is made from its name. */
  add(scenario: Scenario): Promise<KeptScenario | null>;
  /** Changes one, on the revision that is shown here. */
  change(id: string, scenario: Scenario): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  /** Plays all on the draft as it stands. */
  runAll(): Promise<void>;
}

const EMPTY: ScenariosState = {
  status: 'unknown',
  problem: null,
  items: [],
  results: new Map(),
  of: null,
  isRunning: false,
  isUnsound: false,
};

export interface ScenariosParts {
  readonly service: string;
  readonly remote: ScenarioRemote;
  readonly current: () => Service;
  readonly playAll: (scenarios: readonly Scenario[]) => Promise<readonly Played[] | null>;
}

/** Scenarios as they are kept on the server; what another tab changed meanwhile is never overwritten. */
export function createScenarios({ service, remote, current, playAll }: ScenariosParts): Scenarios {
  const store = createStore<ScenariosState>(() => EMPTY);
  const put = (items: readonly KeptScenario[]) =>
    store.setState({ items: [...items].sort((one, other) => one.scenario.name.localeCompare(other.scenario.name)) });
  const result = (id: string) => {
    const results = new Map(store.getState().results);
    results.delete(id);
    store.setState({ results });
  };

  /** Does something with the server; a problem is kept to be shown, and what is there is read anew. */
  async function tried<Done>(act: () => Promise<Done>): Promise<Done | null> {
    try {
      const done = await act();
      store.setState({ problem: null });
      return done;
    } catch (error) {
      await load();
      store.setState({ problem: (error as Error).message });
      return null;
    }
  }

  async function load(): Promise<void> {
    store.setState({ status: 'loading' });
    try {
      put((await remote.list(service)).map(keptOf));
      store.setState({ status: 'known', problem: null });
    } catch (error) {
      store.setState({ status: 'failed', problem: (error as Error).message });
    }
  }

  return {
    store,
    load,
    async add(scenario) {
      const taken = new Set(store.getState().items.map(({ id }) => id));
      const saved = await tried(() => remote.keep(service, slugOf(scenario.name, taken), scenario));
      if (saved === null) return null;
      const kept = keptOf(saved);
      put([...store.getState().items, kept]);
      return kept;
    },
    async change(id, scenario) {
      const before = store.getState().items.find((item) => item.id === id);
      if (before === undefined) return false;
      const saved = await tried(() => remote.keep(service, id, scenario, before.revision));
      if (saved === null) return false;
      put(store.getState().items.map((item) => (item.id === id ? keptOf(saved) : item)));
      result(id);
      return true;
    },
    async remove(id) {
      const before = store.getState().items.find((item) => item.id === id);
      if (before === undefined) return false;
      const done = await tried(async () => {
        await remote.forget(service, id, before.revision);
        return true;
      });
      if (done === null) return false;
      put(store.getState().items.filter((item) => item.id !== id));
      result(id);
      return true;
    },
    async runAll() {
      if (store.getState().status === 'unknown') await load();
      const { items } = store.getState();
      const of = current();
      store.setState({ isRunning: true });
      try {
        const played = await playAll(items.map(({ scenario }) => scenario));
        const results = new Map(
          items.flatMap(({ id }, index) => {
            const each = played?.[index];
            return each === undefined ? [] : [[id, each] as const];
          }),
        );
        store.setState({ results, of, isUnsound: played === null, problem: null });
      } catch (error) {
        store.setState({ problem: (error as Error).message });
      } finally {
        store.setState({ isRunning: false });
      }
    },
  };
}

const keptOf = ({ id, revision, scenario }: SavedScenario): KeptScenario => ({
  id,
  revision,
  scenario: scenario as Scenario,
});
