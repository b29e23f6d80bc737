import type { Operation } from '@omniroute/dsl';
import { isWrittenTogether } from '@omniroute/kind-sdk';
import { layInWorker } from '../canvas/lay-in-worker.ts';
import { type AttachableDrawing, createDrawing } from '../canvas/model/create-drawing.ts';
import { createFlow, type Flow } from '../canvas/model/create-flow.ts';
import { tidied } from '../canvas/model/tidy.ts';
import { createEditor } from '../commands/create-editor.ts';
import type { Editor, Kinds } from '../commands/editor.ts';
import { indexedDbStore } from '../document/indexed-db-store.ts';
import { apiRemote } from '../document/remote.ts';
import { openDraft } from '../document/session.ts';
import { broadcastTabs } from '../document/tabs.ts';
import { createProblems } from '../problems/create-problems.ts';
import { startCompiler } from '../problems/start-worker.ts';
import { createSimulation } from '../simulate/create-simulation.ts';
import { createScenarios } from '../simulate/scenarios/create-scenarios.ts';
import { apiScenarios } from '../simulate/scenarios/remote.ts';
import { startSimulator } from '../simulate/start-simulator.ts';
import { createUi } from '../store/ui-state.ts';

/** An editor that is open, with what draws it. */
export interface OpenEditor {
  readonly editor: Editor;
  readonly flow: Flow;
  readonly drawing: AttachableDrawing;
  close(): void;
}

/** Opens a draft in this tab with everything that edits it. `onReplaced`: the server has another draft now. */
export async function openEditor(
  id: string,
  kinds: Kinds,
  t: Editor['t'],
  onReplaced: (unsaved: readonly Operation[]) => void,
): Promise<OpenEditor> {
  const ui = createUi(innerWidth);
  const session = await openDraft(id, {
    remote: apiRemote,
    local: indexedDbStore(),
    tabs: broadcastTabs(id),
    isText: isWrittenTogether(kinds),
    fill: (_, item) => item,
    now: () => Date.now(),
    onReplaced,
    memo: {
      take: () => ui.getState().selected,
      give: (selected) => ui.setState({ selected: selected as ReadonlySet<string> }),
    },
  });
  const flow = createFlow(session, ui, kinds, {
    step: t('canvas.step'),
    container: t('canvas.container'),
    trigger: t('canvas.start'),
    note: t('canvas.note'),
  });
  const drawing = createDrawing(
    () => flow,
    ui,
    (service) => tidied(service, kinds, layInWorker),
  );
  const problems = createProblems(session.graph, startCompiler);
  const simulation = createSimulation({
    graph: session.graph,
    planOf: problems.plan,
    start: startSimulator,
    words: { tooLong: t('try.too_long'), fell: t('try.fell') },
  });
  const scenarios = createScenarios({
    service: id,
    remote: apiScenarios,
    current: () => session.graph.view().service,
    playAll: simulation.playAll,
  });
  const editor = createEditor({
    session,
    ui,
    problems,
    simulation,
    scenarios,
    kinds,
    drawing,
    t,
    clipboard: {
      write: (text) => navigator.clipboard.writeText(text),
      read: () => navigator.clipboard.readText(),
    },
    random: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32,
  });
  const [online, hidden] = [() => session.refresh(), () => void session.flush().catch(() => undefined)];
  addEventListener('online', online);
  addEventListener('focus', online);
  addEventListener('pagehide', hidden);
  return {
    editor,
    flow,
    drawing,
    close() {
      removeEventListener('online', online);
      removeEventListener('focus', online);
      removeEventListener('pagehide', hidden);
      simulation.stop();
      problems.stop();
      flow.stop();
      session.close();
    },
  };
}
