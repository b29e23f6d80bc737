import { Button, Notice } from '@omniroute/ui';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { NARROW, useMedia } from '../app/use-media.ts';
import { EditingCanvas } from '../canvas/editing-canvas.tsx';
import { allCommands } from '../commands/all-commands.ts';
import { createRegistry } from '../commands/command.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { Introduction } from '../introduction/introduction.tsx';
import { Overlays } from '../palette/overlays.tsx';
import { StepPalette } from '../palette/step-palette.tsx';
import { ProblemsPanel } from '../problems/problems-panel.tsx';
import { tryCommands } from '../simulate/commands.ts';
import { TrySide } from '../simulate/try-side.tsx';
import { PublishDialog } from '../versions/publish-dialog.tsx';
import { VersionsDialog } from '../versions/versions-dialog.tsx';
import { EditorContext, type EditorParts, useUi } from './context.tsx';
import { EmptyDrawing } from './empty-drawing.tsx';
import type { OpenEditor } from './open-editor.ts';
import { Outline } from './outline.tsx';
import { serviceCommands } from './service-commands.ts';
import { Toolbar } from './toolbar.tsx';
import { useOpenEditor } from './use-open-editor.ts';

/** One service as it is drawn and changed. */
export function EditorPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { state, again } = useOpenEditor(id);
  if (state.is === 'open') return <OpenPage key={state.open.editor.session.id} open={state.open} />;
  if (state.is === 'opening')
    return (
      <p role="status" className="p-4">
        {t('editor.opening')}
      </p>
    );
  return (
    <div className="flex flex-col items-start gap-3 p-4">
      <h1 className="text-xl font-semibold">{t('editor.cannot_open')}</h1>
      <Notice tone="bad">{state.message}</Notice>
      <Button onPress={again}>{t('retry')}</Button>
    </div>
  );
}

function OpenPage({ open }: { open: OpenEditor }) {
  const { editor, flow, drawing } = open;
  const parts = useMemo<EditorParts>(
    () => ({ editor, registry: createRegistry(allCommands(editor.kinds, [...serviceCommands, ...tryCommands])) }),
    [editor],
  );
  useGlobalKeys(parts);
  useEffect(() => {
    if (location.hash !== '#versions') return;
    history.replaceState(null, '', location.pathname);
    editor.ui.setState({ overlay: { is: 'versions' } });
  }, [editor]);
  const isNarrow = useMedia(NARROW);
  const isRefused = useStore(editor.session.state, ({ save }) => save.is === 'refused');
  return (
    <EditorContext.Provider value={parts}>
      <div className="flex h-full min-h-0 flex-col">
        <Toolbar />
        <div className="relative flex min-h-0 flex-1">
          <Side which="isPaletteOpen">
            <StepPalette />
          </Side>
          <div className="flex min-w-0 flex-1 flex-col">
            <div className="relative min-h-0 flex-1">
              {isNarrow ? <Outline /> : <EditingCanvas flow={flow} drawing={drawing} />}
              <EmptyDrawing />
              <Introduction />
            </div>
            <Side which="isProblemsOpen">
              <ProblemsPanel />
            </Side>
          </div>
          <TrySide />
          <Side which="isInspectorOpen">
            <Inspector readOnly={isRefused} />
          </Side>
        </div>
        <Overlays />
        <PublishDialog />
        <VersionsDialog />
        <Announcer />
      </div>
    </EditorContext.Provider>
  );
}

function Side({
  which,
  children,
}: {
  which: 'isPaletteOpen' | 'isProblemsOpen' | 'isInspectorOpen';
  children: ReactNode;
}) {
  return useUi((ui) => ui[which]) ? children : null;
}

/** Says what was done to those who cannot see it. */
function Announcer() {
  const said = useUi((ui) => ui.said);
  return (
    <p aria-live="polite" className="sr-only">
      {/* The same words said again are another element, so they are read again. */}
      <span key={said.turn}>{said.text}</span>
    </p>
  );
}

const TEXT_KEYS = ['undo', 'redo', 'select_all', 'copy', 'cut', 'paste'];

/** Keys with a modifier act wherever the person is; in a text field those of text are the field's own. */
function useGlobalKeys({ editor, registry }: EditorParts): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const command = registry.forKey(event, editor, false);
      if (command === undefined) return;
      const target = event.target as HTMLElement;
      const isField = target.closest('input, textarea, select, [contenteditable]') !== null;
      if (isField && (TEXT_KEYS.includes(command.id) || command.id.startsWith('move_'))) return;
      event.preventDefault();
      void command.run(editor);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [editor, registry]);
}
