import { useTranslation } from 'react-i18next';
import { KindIcon } from '../canvas/icon.tsx';
import { addKind } from '../commands/library/add.ts';
import { useEditor } from '../editor/context.tsx';
import type { AddPlace } from '../store/ui-state.ts';
import { Picker } from './picker.tsx';
import { found, kindEntry } from './search.ts';
import { useClose } from './use-close.ts';

/** Asks what comes next at a place. */
export function AddPicker({ place }: { place: AddPlace }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const close = useClose();
  const kinds = Object.values(editor.kinds).filter((kind) => place.edge === undefined || kind.role !== 'end');
  return (
    <Picker
      title={t('add.title')}
      search={(query) =>
        found(kinds, kindEntry, query).map((kind) => ({
          id: kind.type,
          title: kind.title,
          detail: kind.help,
          icon: <KindIcon name={kind.icon} />,
        }))
      }
      onTake={(type) => {
        close();
        addKind(editor, type, place);
      }}
      onClose={close}
    />
  );
}
