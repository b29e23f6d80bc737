import {
  ArrowLeft,
  CircleAlert,
  CircleCheck,
  History,
  PanelLeft,
  PanelRight,
  Play,
  Redo2,
  Search,
  TriangleAlert,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Link } from '../app/link.tsx';
import { useCommand, useEditor, useProblems, useUi, useView } from './context.tsx';
import { SaveWords } from './save-words.tsx';
import { useRovingFocus } from './use-roving-focus.ts';

const BUTTON =
  'inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-md px-2 text-sm text-ink outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus disabled:cursor-default disabled:opacity-40';

/** Name and state of the draft, and what is done with it as a whole. */
export function Toolbar() {
  const { t } = useTranslation();
  const { session } = useEditor();
  const run = useCommand();
  const { canUndo, canRedo } = useStore(session.state);
  const name = useView((view) => view.service.name);
  const isTry = useUi((ui) => ui.isTryOpen);
  const [isPalette, isInspector] = [useUi((ui) => ui.isPaletteOpen), useUi((ui) => ui.isInspectorOpen)];
  return (
    <div
      {...useRovingFocus<HTMLDivElement>()}
      role="toolbar"
      aria-label={t('editor.toolbar')}
      className="flex flex-wrap items-center gap-x-1 gap-y-1 border-b border-line bg-surface px-3 py-1.5"
    >
      <Link to={`/services/${encodeURIComponent(session.id)}`} className={BUTTON}>
        <ArrowLeft aria-hidden size={16} />
        <span className="sr-only">{t('editor.back')}</span>
      </Link>
      <h1 className="max-w-72 truncate px-1 text-sm font-semibold">{name === '' ? session.id : name}</h1>
      <SaveWords />
      <span className="mx-auto" />
      <ToolButton label={t('editor.undo')} isOff={!canUndo} onPress={() => run('undo')}>
        <Undo2 aria-hidden size={16} />
      </ToolButton>
      <ToolButton label={t('editor.redo')} isOff={!canRedo} onPress={() => run('redo')}>
        <Redo2 aria-hidden size={16} />
      </ToolButton>
      <ToolButton label={t('editor.search')} onPress={() => run('commands')}>
        <Search aria-hidden size={16} />
      </ToolButton>
      <ToolButton label={t('editor.steps')} isOn={isPalette} onPress={() => run('toggle_palette')}>
        <PanelLeft aria-hidden size={16} />
      </ToolButton>
      <ToolButton label={t('editor.settings')} isOn={isInspector} onPress={() => run('toggle_inspector')}>
        <PanelRight aria-hidden size={16} />
      </ToolButton>
      <ToolButton label={t('versions.open')} onPress={() => run('versions')}>
        <History aria-hidden size={16} />
      </ToolButton>
      <Soundness />
      <ToolButton label={t('try.title')} isOn={isTry} onPress={() => run('try')}>
        <Play aria-hidden size={16} />
        {t('try.title')}
      </ToolButton>
      <button
        type="button"
        onClick={() => run('publish')}
        className="min-h-8 cursor-pointer rounded-md bg-accent px-3 text-sm font-medium text-accent-ink outline-none hover:brightness-110 focus-visible:ring-2 focus-visible:ring-focus focus-visible:ring-offset-2"
      >
        {t('editor.publish')}
      </button>
    </div>
  );
}

function ToolButton({
  label,
  isOff = false,
  isOn,
  onPress,
  children,
}: {
  label: string;
  isOff?: boolean;
  isOn?: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={isOff}
      aria-pressed={isOn}
      onClick={onPress}
      className={`${BUTTON} ${isOn === true ? 'bg-raised' : ''}`}
    >
      {children}
    </button>
  );
}

/** Whether the service is sound, and the way to what is not. */
function Soundness() {
  const { t } = useTranslation();
  const run = useCommand();
  const errors = useProblems(({ findings }) => findings.filter(({ severity }) => severity === 'error').length);
  const others = useProblems(({ findings }) => findings.length) - errors;
  const isKnown = useProblems(({ isCurrent, findings }) => isCurrent || findings.length > 0);
  const isOpen = useUi((ui) => ui.isProblemsOpen);
  const [Sign, tone] =
    errors > 0 ? [CircleAlert, 'text-bad'] : others > 0 ? [TriangleAlert, 'text-warn'] : [CircleCheck, 'text-good'];
  const words = !isKnown
    ? t('problems.checking')
    : errors > 0
      ? t('problems.errors', { count: errors })
      : others > 0
        ? t('problems.warnings', { count: others })
        : t('problems.sound');
  return (
    <button
      type="button"
      aria-pressed={isOpen}
      onClick={() => run('toggle_problems')}
      className={`${BUTTON} ${isOpen ? 'bg-raised' : ''}`}
    >
      <Sign aria-hidden size={16} className={isKnown ? tone : 'text-muted'} />
      {words}
    </button>
  );
}
