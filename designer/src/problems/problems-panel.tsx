import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEditor, useProblems } from '../editor/context.tsx';
import { FindingList } from './finding-list.tsx';

/** All findings of the draft, below the drawing. */
export function ProblemsPanel() {
  const { t } = useTranslation();
  const { ui } = useEditor();
  const count = useProblems((state) => state.findings.length);
  const isDown = useProblems((state) => state.isDown);
  const isCurrent = useProblems((state) => state.isCurrent);
  const estimate = useProblems((state) => state.estimate);
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
        {isDown && <p className="pb-2 text-sm text-bad">{t('problems.down')}</p>}
        {count === 0 && !isDown ? (
          <p className="text-sm">{t(isCurrent ? 'problems.none' : 'problems.checking')}</p>
        ) : (
          <FindingList />
        )}
        {estimate.map((sentence) => (
          <p key={sentence} className="pt-2 text-sm text-muted">
            {sentence}
          </p>
        ))}
      </div>
    </section>
  );
}
