import { useTranslation } from 'react-i18next';
import { useEditor, useRegistry } from '../editor/context.tsx';
import { select } from '../store/ui-state.ts';
import { isMac, keysOf } from './keys-of.ts';
import { Picker } from './picker.tsx';
import { found } from './search.ts';
import { useClose, useWords } from './use-close.ts';

const MOST = 60;

/** Every command that can be run now, and every step to go to. */
export function CommandPicker() {
  const { t } = useTranslation();
  const editor = useEditor();
  const registry = useRegistry();
  const close = useClose();
  const words = useWords();
  const commands = registry.available(editor).map((command) => ({
    id: command.id,
    title: words(command),
    detail: t(`group.${command.group}`),
    ...(command.shortcuts?.[0] === undefined ? {} : { keys: keysOf(command.shortcuts[0], isMac()) }),
  }));
  const steps = [...editor.view().nodes.values()].map((node) => ({
    id: `>${node.id}`,
    title: t('commands.go', { name: node.name ?? editor.kinds[node.type]?.title ?? node.id }),
    detail: node.id,
  }));
  return (
    <Picker
      title={t('commands.title')}
      search={(query) =>
        found([...commands, ...steps], (item) => ({ title: item.title, words: item.detail }), query).slice(0, MOST)
      }
      onTake={(id) => {
        close();
        if (!id.startsWith('>')) return void registry.byId(id)?.run(editor);
        select(editor.ui, [id.slice(1)]);
        editor.drawing.reveal(id.slice(1));
      }}
      onClose={close}
    />
  );
}
