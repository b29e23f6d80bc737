import type { Service } from '@omniroute/dsl';
import { isWrittenTogether } from '@omniroute/kind-sdk';
import { definitions } from '@omniroute/kinds/definitions';
import type { Plan } from '@omniroute/plan';
import { toDocument } from '@omniroute/shared-doc';
import * as Y from 'yjs';
import { createFlow, type Flow } from '../src/canvas/model/create-flow.ts';
import { createEditor } from '../src/commands/create-editor.ts';
import type { Editor, Kinds } from '../src/commands/editor.ts';
import { memoryStore } from '../src/document/local-store.ts';
import type { DraftRemote } from '../src/document/remote.ts';
import { openDraft } from '../src/document/session.ts';
import { createProblems } from '../src/problems/create-problems.ts';
import { createSimulation } from '../src/simulate/create-simulation.ts';
import type { StartSimulator } from '../src/simulate/protocol.ts';
import { createScenarios } from '../src/simulate/scenarios/create-scenarios.ts';
import { createUi } from '../src/store/ui-state.ts';

/** An editor without a screen: a draft of its own, a clipboard in memory, ids that count. */
export interface FakeEditor {
  readonly editor: Editor;
  readonly flow: Flow;
  /** What was read out last. */
  said(): string;
  service(): Service;
  close(): void;
}

/** `tries`: the plan of whatever is tried, and what plays it; without it nothing can be tried. */
export async function fakeEditor(
  service: Service,
  tries?: { readonly plan: Plan; readonly start: StartSimulator },
): Promise<FakeEditor> {
  const kinds = definitions as Kinds;
  const isText = isWrittenTogether(kinds);
  const made = toDocument(service, { isText });
  if (!made.ok) throw new Error(made.error.message);
  const remote: DraftRemote = {
    async merge(_, { stateVector, update }) {
      if (update !== null) Y.applyUpdate(made.value, update);
      const missing = Y.encodeStateAsUpdate(made.value, stateVector);
      return { document: 'one', update: missing, stateVector: Y.encodeStateVector(made.value) };
    },
  };
  const ui = createUi();
  const session = await openDraft(service.id, {
    remote,
    local: memoryStore(),
    tabs: { post: () => undefined, listen: () => undefined, close: () => undefined },
    isText,
    fill: (_, item) => item,
    now: () => 1,
    onReplaced: () => undefined,
  });
  const flow = createFlow(session, ui, kinds, { step: 'step', container: 'container', trigger: 'start', note: 'note' });
  const problems = createProblems(session.graph, () => ({ ask: () => undefined, stop: () => undefined }));
  let [clipboard, count] = ['', 0];
  const simulation = createSimulation({
    graph: session.graph,
    planOf: async () => tries?.plan ?? null,
    start: tries?.start ?? (() => ({ ask: () => undefined, stop: () => undefined })),
    words: { tooLong: 'too long', fell: 'fell' },
  });
  const editor = createEditor({
    session,
    ui,
    problems,
    simulation,
    scenarios: createScenarios({
      service: service.id,
      remote: { list: async () => [], keep: () => Promise.reject(new Error('away')), forget: async () => undefined },
      current: () => session.graph.view().service,
      playAll: simulation.playAll,
    }),
    kinds,
    drawing: {
      boxes: () => flow.store.getState().boxes,
      middle: () => ({ x: 0, y: 0 }),
      fit: () => undefined,
      zoomTo: () => undefined,
      zoomBy: () => undefined,
      reveal: (id) => ui.setState({ focus: id }),
      focus: () => undefined,
      tidy: async () => new Map(),
    },
    clipboard: {
      write: async (text) => {
        clipboard = text;
      },
      read: async () => clipboard,
    },
    t: (key, facts = {}) => [key, ...Object.values(facts)].join(' '),
    random: () => (count++ % 30) / 30,
  });
  return {
    editor,
    flow,
    said: () => ui.getState().said.text,
    service: () => session.graph.view().service,
    close() {
      problems.stop();
      flow.stop();
      session.close();
    },
  };
}
