import type { Command } from '../commands/command.ts';
import type { Editor } from '../commands/editor.ts';
import { say, select } from '../store/ui-state.ts';
import type { Simulation } from './create-simulation.ts';
import { eventAt } from './moments.ts';

const isReady = ({ simulation }: Editor) => simulation.store.getState().run !== null;

/** Opens or closes the trial. */
export function toggleTry({ ui, simulation }: Editor): void {
  const { isTryOpen } = ui.getState();
  if (isTryOpen) simulation.close();
  else simulation.open();
  // There is room for one of both beside the drawing.
  ui.setState({ isTryOpen: !isTryOpen, ...(isTryOpen ? {} : { isInspectorOpen: false }) });
}

/** Says where the walk has come to. */
export function sayPlace({ ui, simulation, t, view }: Editor): void {
  const { run, at } = simulation.store.getState();
  const event = run === null ? null : eventAt(run.report.events, at);
  if (event === null) return say(ui, t('try.at_start'));
  const status = 'status' in event ? t(`status.${event.status}`) : t('try.attempt_failed');
  const node = 'node' in event ? event.node : null;
  // The step that something happened at is the one whose facts are shown.
  if (node !== null && view().nodes.has(node)) select(ui, [node]);
  const name = node === null ? t('try.the_run') : (view().nodes.get(node)?.name ?? node);
  say(ui, `${name}: ${status}`);
}

const walk = (id: string, shortcuts: readonly string[], move: (simulation: Simulation) => void): Command => ({
  id,
  label: `command.${id}`,
  group: 'service',
  shortcuts,
  when: isReady,
  run(editor) {
    move(editor.simulation);
    sayPlace(editor);
  },
});

/** Trying the service. */
export const tryCommands: readonly Command[] = [
  {
    id: 'try',
    label: 'command.try',
    group: 'service',
    shortcuts: ['Mod+Enter'],
    when: () => true,
    run: toggleTry,
  },
  walk('try_step', ['Alt+.', 'F10'], (simulation) => simulation.step()),
  walk('try_back', ['Alt+,', 'F9'], (simulation) => simulation.back()),
  walk('try_run', ['Alt+Enter'], (simulation) => simulation.runOn()),
  walk('try_to_start', [], (simulation) => simulation.toStart()),
  walk('try_to_end', [], (simulation) => simulation.toEnd()),
  {
    id: 'breakpoint',
    label: 'command.breakpoint',
    group: 'service',
    shortcuts: ['B'],
    menus: ['step'],
    when: ({ ui, view }) => [...ui.getState().selected].some((id) => view().nodes.has(id)),
    run({ ui, simulation, t, view }) {
      const ids = [...ui.getState().selected].filter((id) => view().nodes.has(id));
      for (const id of ids) simulation.toggleBreakpoint(id);
      const { breakpoints } = simulation.store.getState();
      say(ui, t(ids.some((id) => breakpoints.has(id)) ? 'try.breakpoint_set' : 'try.breakpoint_gone'));
    },
  },
];
