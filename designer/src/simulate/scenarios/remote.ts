import type { SavedScenario, SavedScenarios } from '@omniroute/contracts';
import type { Scenario } from '@omniroute/plan';
import { callApi } from '../../api/client.ts';

/** Where scenarios are kept. */
export interface ScenarioRemote {
  list(service: string): Promise<readonly SavedScenario[]>;
  /** `revision`: the one that is changed; without it the scenario is new. */
  keep(service: string, id: string, scenario: Scenario, revision?: number): Promise<SavedScenario>;
  forget(service: string, id: string, revision: number): Promise<void>;
}

const path = (service: string, id?: string) =>
  `/services/${encodeURIComponent(service)}/scenarios${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
const on = (revision: number) => ({ 'if-match': `"${revision}"` });

/** The server keeps them, with the service. */
export const apiScenarios: ScenarioRemote = {
  list: async (service) => (await callApi<SavedScenarios>(path(service))).items,
  keep: (service, id, scenario, revision) =>
    callApi<SavedScenario>(path(service, id), {
      method: 'PUT',
      body: scenario,
      ...(revision === undefined ? {} : { headers: on(revision) }),
    }),
  forget: (service, id, revision) => callApi<void>(path(service, id), { method: 'DELETE', headers: on(revision) }),
};
