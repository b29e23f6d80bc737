import { Panel } from '@xyflow/react';
import { useTranslation } from 'react-i18next';
import { finishConnecting, nameOf } from '../commands/library/go.ts';
import { useEditor, useUi } from '../editor/context.tsx';

/** While the end of a connection is looked for: what to do, and a way out. So it works by clicks alone, too. */
export function ConnectingBanner() {
  const { t } = useTranslation();
  const editor = useEditor();
  const connecting = useUi((ui) => ui.connecting);
  if (connecting === null) return null;
  const words = connecting.targets.length === 0 ? 'said.no_target' : 'canvas.connecting';
  return (
    <Panel
      position="top-center"
      className="!m-3 flex items-center gap-3 rounded-lg border border-accent bg-surface px-3 py-1.5 text-sm shadow-sm"
    >
      <span>{t(words, { name: nameOf(editor, connecting.source) })}</span>
      <button
        type="button"
        onClick={() => {
          finishConnecting(editor, null);
          editor.drawing.focus();
        }}
        className="cursor-pointer rounded-md border border-line px-2 py-0.5 text-xs outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
      >
        {t('command.connect_cancel')}
      </button>
    </Panel>
  );
}
