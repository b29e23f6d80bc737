import type { GraphView } from '@omniroute/shared-doc';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Registry } from '../commands/command.ts';
import type { Editor } from '../commands/editor.ts';
import type { ProblemsState } from '../problems/problems-state.ts';
import type { SimulationState } from '../simulate/simulation-state.ts';
import type { UiState } from '../store/ui-state.ts';

/** The editor of the draft on this page, and its commands. */
export interface EditorParts {
  readonly editor: Editor;
  readonly registry: Registry;
}

export const EditorContext = createContext<EditorParts | null>(null);

function useParts(): EditorParts {
  const parts = useContext(EditorContext);
  if (parts === null) throw new Error('No draft is open around this component.');
  return parts;
}

export const useEditor = (): Editor => useParts().editor;
export const useRegistry = (): Registry => useParts().registry;

/** A part of the screen's state; the component is drawn again when that part changes. */
export function useUi<T>(pick: (ui: UiState) => T): T {
  return useStore(useEditor().ui, pick);
}

/** A part of the service. `pick` answers the same object as long as its part says the same, as `view.nodes.get(id)` does. */
export function useView<T>(pick: (view: GraphView) => T): T {
  const { session } = useEditor();
  return useSyncExternalStore(session.graph.subscribe, () => pick(session.graph.view()));
}

/** A part of the findings. */
export function useProblems<T>(pick: (problems: ProblemsState) => T): T {
  return useStore(useEditor().problems.state, pick);
}

/** Runs a command by its id, as a button does. */
export function useCommand(): (id: string) => void {
  const { editor, registry } = useParts();
  return (id) => {
    const command = registry.byId(id);
    if (command === undefined) throw new Error(`There is no command ${id}.`);
    if (command.when(editor)) void command.run(editor);
  };
}

/** A part of the trial. */
export function useSimulation<T>(pick: (trial: SimulationState) => T): T {
  return useStore(useEditor().simulation.store, pick);
}
