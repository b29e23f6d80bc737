import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useEditor, useView } from '../../editor/context.tsx';
import { resultsOf, type ScenarioResults } from './scenario-results.ts';

/**
 * How the scenarios of the open draft stand, for whoever asks before publishing. `run` loads and plays all; it is cheap to call
 * again, and nothing is played before somebody calls it.
 */
export function useScenarioResults(): ScenarioResults & { readonly run: () => Promise<void> } {
  const { scenarios } = useEditor();
  const state = useStore(scenarios.store);
  const service = useView((view) => view.service);
  const results = useMemo(() => resultsOf(state, service), [state, service]);
  return { ...results, run: scenarios.runAll };
}
