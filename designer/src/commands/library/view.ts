import type { Command } from '../command.ts';
import type { Editor } from '../editor.ts';
import { kindOf } from '../edits/ports.ts';
import { chosen } from './edit.ts';

const toggle = (id: string, part: 'isInspectorOpen' | 'isProblemsOpen' | 'isPaletteOpen'): Command => ({
  id,
  label: `command.${id}`,
  group: 'view',
  when: () => true,
  run: ({ ui }) => ui.setState((before) => ({ [part]: !before[part] })),
});

/** The one container that is chosen. */
function container(editor: Editor): string | null {
  const [id, ...more] = chosen(editor);
  const node = id === undefined || more.length > 0 ? undefined : editor.view().nodes.get(id);
  return node !== undefined && kindOf(editor.kinds, node.type)?.role === 'container' ? node.id : null;
}

/** What is seen, and how. */
export const viewCommands: readonly Command[] = [
  {
    id: 'commands',
    label: 'command.commands',
    group: 'view',
    shortcuts: ['Mod+K'],
    when: () => true,
    run: ({ ui }) => ui.setState({ overlay: { is: 'commands' } }),
  },
  {
    id: 'shortcuts',
    label: 'command.shortcuts',
    group: 'view',
    shortcuts: ['?'],
    when: () => true,
    run: ({ ui }) => ui.setState({ overlay: { is: 'shortcuts' } }),
  },
  {
    id: 'fit',
    label: 'command.fit',
    group: 'view',
    shortcuts: ['Shift+1'],
    menus: ['canvas'],
    when: () => true,
    run: ({ drawing }) => drawing.fit(),
  },
  {
    id: 'full_size',
    label: 'command.full_size',
    group: 'view',
    shortcuts: ['Shift+0'],
    when: () => true,
    run: ({ drawing }) => drawing.zoomTo(1),
  },
  {
    id: 'zoom_in',
    label: 'command.zoom_in',
    group: 'view',
    shortcuts: ['Alt+='],
    when: () => true,
    run: ({ drawing }) => drawing.zoomBy(1.25),
  },
  {
    id: 'zoom_out',
    label: 'command.zoom_out',
    group: 'view',
    shortcuts: ['Alt+-'],
    when: () => true,
    run: ({ drawing }) => drawing.zoomBy(0.8),
  },
  {
    id: 'collapse',
    label: 'command.collapse',
    group: 'view',
    shortcuts: ['.'],
    menus: ['step'],
    when: (editor) => container(editor) !== null,
    run(editor) {
      const id = container(editor);
      if (id === null) return;
      const collapsed = new Set(editor.ui.getState().collapsed);
      if (!collapsed.delete(id)) collapsed.add(id);
      editor.ui.setState({ collapsed });
    },
  },
  {
    id: 'enter',
    label: 'command.enter',
    group: 'view',
    shortcuts: ['Shift+Enter'],
    menus: ['step'],
    when: (editor) => container(editor) !== null,
    run(editor) {
      editor.ui.setState({ entered: container(editor), focus: null, selected: new Set() });
      editor.drawing.fit();
    },
  },
  {
    id: 'leave',
    label: 'command.leave',
    group: 'view',
    shortcuts: ['Shift+Escape'],
    menus: ['canvas'],
    when: ({ ui }) => ui.getState().entered !== null,
    run(editor) {
      const { entered } = editor.ui.getState();
      const around = entered === null ? undefined : editor.view().nodes.get(entered)?.parent;
      editor.ui.setState({ entered: around ?? null, focus: entered });
      editor.drawing.fit();
    },
  },
  toggle('toggle_inspector', 'isInspectorOpen'),
  toggle('toggle_problems', 'isProblemsOpen'),
  toggle('toggle_palette', 'isPaletteOpen'),
];
