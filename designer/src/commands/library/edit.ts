import { say, select } from '../../store/ui-state.ts';
import type { Command } from '../command.ts';
import type { Editor } from '../editor.ts';
import { copyOf, pasteOf, readClip } from '../edits/clip.ts';
import { removeAndReconnect, removeItems } from '../edits/remove.ts';
import { freeNear } from '../edits/room.ts';

/** Steps, triggers and notes that a command acts on: those chosen, else the one that keys go to. */
export function chosen({ ui }: Editor): ReadonlySet<string> {
  const { selected, focus } = ui.getState();
  return selected.size > 0 || focus === null ? selected : new Set([focus]);
}

const hasChosen = (editor: Editor) => chosen(editor).size > 0 || editor.ui.getState().selectedEdges.size > 0;
const hasSteps = (editor: Editor) => [...chosen(editor)].some((id) => editor.view().nodes.has(id));

/** Removing, copying, taking back. */
export const editCommands: readonly Command[] = [
  {
    id: 'undo',
    label: 'command.undo',
    group: 'edit',
    shortcuts: ['Mod+Z'],
    when: ({ session }) => session.state.getState().canUndo,
    run: ({ session }) => void session.undo(),
  },
  {
    id: 'redo',
    label: 'command.redo',
    group: 'edit',
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    when: ({ session }) => session.state.getState().canRedo,
    run: ({ session }) => void session.redo(),
  },
  {
    id: 'delete',
    label: 'command.delete',
    group: 'edit',
    shortcuts: ['Delete', 'Backspace'],
    menus: ['step', 'edge'],
    when: hasChosen,
    run(editor) {
      const { selectedEdges, selected } = editor.ui.getState();
      const ids = selectedEdges.size > 0 ? selected : chosen(editor);
      remove(editor, () => removeItems(editor.view(), ids, selectedEdges), ids);
    },
  },
  {
    id: 'delete_reconnect',
    label: 'command.delete_reconnect',
    group: 'edit',
    shortcuts: ['Shift+Delete', 'Shift+Backspace'],
    menus: ['step'],
    when: hasSteps,
    run(editor) {
      const ids = chosen(editor);
      remove(editor, () => removeAndReconnect(editor.view(), editor.kinds, ids), ids);
    },
  },
  {
    id: 'copy',
    label: 'command.copy',
    group: 'edit',
    shortcuts: ['Mod+C'],
    menus: ['step'],
    when: (editor) => chosen(editor).size > 0,
    run: async (editor) => void (await copy(editor)),
  },
  {
    id: 'cut',
    label: 'command.cut',
    group: 'edit',
    shortcuts: ['Mod+X'],
    menus: ['step'],
    when: (editor) => chosen(editor).size > 0,
    async run(editor) {
      const ids = chosen(editor);
      if (await copy(editor)) remove(editor, () => removeItems(editor.view(), ids, new Set()), ids);
    },
  },
  {
    id: 'paste',
    label: 'command.paste',
    group: 'edit',
    shortcuts: ['Mod+V'],
    menus: ['canvas'],
    when: () => true,
    async run(editor) {
      const clip = readClip(await editor.clipboard.read());
      if (clip === null) say(editor.ui, editor.t('said.nothing_to_paste'));
      else put(editor, clip);
    },
  },
  {
    id: 'duplicate',
    label: 'command.duplicate',
    group: 'edit',
    shortcuts: ['Mod+D'],
    menus: ['step'],
    when: hasSteps,
    run(editor) {
      const clip = copyOf(editor.view(), editor.drawing.boxes(), chosen(editor));
      if (clip !== null) put(editor, clip);
    },
  },
  {
    id: 'select_all',
    label: 'command.select_all',
    group: 'edit',
    shortcuts: ['Mod+A'],
    menus: ['canvas'],
    when: ({ drawing }) => drawing.boxes().size > 0,
    run: ({ ui, drawing }) => select(ui, drawing.boxes().keys()),
  },
];

function remove(editor: Editor, make: () => Parameters<Editor['change']>[0], ids: ReadonlySet<string>): void {
  const neighbour = [...editor.view().edges.values()].find(({ source, target }) => ids.has(target) && !ids.has(source));
  if (!editor.change(make())) return;
  say(editor.ui, editor.t('said.removed', { count: ids.size }));
  if (neighbour !== undefined) editor.ui.setState({ focus: neighbour.source });
  editor.drawing.focus();
}

async function copy(editor: Editor): Promise<boolean> {
  const ids = chosen(editor);
  const clip = copyOf(editor.view(), editor.drawing.boxes(), ids);
  if (clip === null) return false;
  await editor.clipboard.write(JSON.stringify(clip, null, 2));
  say(editor.ui, editor.t('said.copied', { count: ids.size }));
  return true;
}

/** Puts a clip beside what is there, into the container that is looked into. */
function put(editor: Editor, clip: NonNullable<ReturnType<typeof readClip>>): void {
  const boxes = editor.drawing.boxes();
  const [first] = chosen(editor);
  const beside = first === undefined ? undefined : boxes.get(first);
  const parent = beside?.parent ?? editor.ui.getState().entered;
  const wanted = beside === undefined ? editor.drawing.middle() : { x: beside.x + 30, y: beside.y + 30 };
  const at = freeNear(
    boxes,
    parent,
    { x: Math.round(wanted.x / 15) * 15, y: Math.round(wanted.y / 15) * 15 },
    { width: 220, height: 64 },
  );
  const { operations, ids } = pasteOf(editor.view(), clip, { ...at, parent }, editor.newId);
  if (!editor.change(operations)) return;
  select(editor.ui, ids);
  say(editor.ui, editor.t('said.pasted', { count: ids.length }));
}
