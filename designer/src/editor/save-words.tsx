import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useEditor } from './context.tsx';

/** How it stands with saving, in words. */
export function SaveWords() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const { save, kept } = useStore(session.state);
  const words =
    save.is === 'refused'
      ? t('editor.refused', { message: save.message })
      : save.is === 'offline'
        ? t(kept ? 'editor.offline' : 'editor.offline_unkept')
        : t(`editor.${save.is}`);
  const isTrouble = save.is === 'refused' || (save.is === 'offline' && !kept);
  return (
    <span
      role="status"
      className={`text-sm ${isTrouble ? 'text-bad' : save.is === 'offline' ? 'text-warn' : 'text-muted'}`}
    >
      {words}
    </span>
  );
}
