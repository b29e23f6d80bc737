import { say } from '../../store/ui-state.ts';
import type { Command } from '../command.ts';
import type { Editor } from '../editor.ts';
import { canBeUndone, undosFor } from '../edits/pair.ts';
import { chosen } from './edit.ts';

function only(editor: Editor): string | null {
  const [id, ...more] = chosen(editor);
  return id === undefined || more.length > 0 ? null : id;
}

/** Which step undoes which. */
export const undoPairCommands: readonly Command[] = [
  {
    id: 'pair_undo',
    label: 'command.pair_undo',
    group: 'edit',
    shortcuts: ['U'],
    menus: ['step'],
    when(editor) {
      const id = only(editor);
      return id !== null && canBeUndone(editor.view(), editor.kinds, id);
    },
    run(editor) {
      const id = only(editor);
      if (id === null) return;
      if (undosFor(editor.view(), editor.kinds, id).length === 0) say(editor.ui, editor.t('said.no_undo'));
      else editor.ui.setState({ overlay: { is: 'pair', id } });
    },
  },
  {
    id: 'unpair_undo',
    label: 'command.unpair_undo',
    group: 'edit',
    menus: ['step'],
    when(editor) {
      const id = only(editor);
      return id !== null && editor.view().nodes.get(id)?.compensate_with !== undefined;
    },
    run(editor) {
      const id = only(editor);
      if (id !== null) editor.change([{ op: 'set_compensation', id, with: null }]);
    },
  },
];
