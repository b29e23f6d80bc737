import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEditor, useProblems } from '../editor/context.tsx';
import { FindingList } from './finding-list.tsx';

/** All findings of the draft, below the drawing. */
export function ProblemsPanel() {
  const { t } = useTranslation();
  const { ui } = useEditor();
  const count = useProblems((state) => state.findings.length);
  const fault = useProblems((state) => state.fault);
  const isCurrent = useProblems((state) => state.isCurrent);
  return (
    <section aria-label={t('problems.title')} className="flex max-h-64 flex-col border-t border-line bg-surface">
      <header className="flex items-center justify-between border-b border-line px-4 py-1.5">
        <h2 className="text-sm font-semibold">{t('problems.title')}</h2>
        <button
          type="button"
          aria-label={t('problems.close')}
          onClick={() => ui.setState({ isProblemsOpen: false })}
          className="grid size-7 cursor-pointer place-items-center rounded-md text-muted outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
        >
          <X aria-hidden size={16} />
        </button>
      </header>
      <div className="overflow-y-auto px-4 py-3">
        {fault !== null && <p className="pb-2 text-sm text-bad">{fault}</p>}
        {count === 0 && fault === null ? (
          <p className="text-sm">{t(isCurrent ? 'problems.none' : 'problems.checking')}</p>
        ) : (
          <FindingList />
        )}
      </div>
    </section>
  );
}
