import { useTranslation } from 'react-i18next';
import { KindIcon } from '../canvas/icon.tsx';
import { pair, undosFor } from '../commands/edits/pair.ts';
import { nameOf } from '../commands/library/go.ts';
import { useEditor } from '../editor/context.tsx';
import { say } from '../store/ui-state.ts';
import { Picker } from './picker.tsx';
import { found } from './search.ts';
import { useClose } from './use-close.ts';

/** Asks which step undoes another. */
export function PairPicker({ id }: { id: string }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const close = useClose();
  const undos = undosFor(editor.view(), editor.kinds, id);
  return (
    <Picker
      title={t('pair.title', { name: nameOf(editor, id) })}
      search={(query) =>
        found(undos, ({ id: undo }) => ({ title: nameOf(editor, undo), words: undo }), query).map((node) => ({
          id: node.id,
          title: nameOf(editor, node.id),
          detail: editor.kinds[node.type]?.title ?? node.type,
          icon: <KindIcon name={editor.kinds[node.type]?.icon ?? 'box'} />,
        }))
      }
      onTake={(undo) => {
        close();
        if (editor.change(pair(editor.view(), editor.drawing.boxes(), id, undo)))
          say(editor.ui, t('said.paired', { name: nameOf(editor, id), by: nameOf(editor, undo) }));
      }}
      onClose={close}
    />
  );
}
