import { useTranslation } from 'react-i18next';
import { useEditor, useProblems } from '../editor/context.tsx';
import { CheckLine } from './check-line.tsx';
import { ScenarioCheck } from './scenario-check.tsx';

/** Whether nothing stands in the way of publishing what is drawn now. */
export function usePublishable(): boolean {
  return useProblems(({ findings, isCurrent }) => isCurrent && findings.every(({ severity }) => severity !== 'error'));
}

/** What is looked at before a version goes live, and how it stands. */
export function PublishChecks({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { ui } = useEditor();
  const errors = useProblems(({ findings }) => findings.filter(({ severity }) => severity === 'error').length);
  const warnings = useProblems(({ findings }) => findings.filter(({ severity }) => severity === 'warning').length);
  const isCurrent = useProblems((state) => state.isCurrent);
  const state = !isCurrent ? 'open' : errors > 0 ? 'bad' : warnings > 0 ? 'warn' : 'good';
  const words = {
    open: () => t('publish.checking'),
    bad: () => t('publish.unsound', { count: errors }),
    warn: () => t('publish.warnings', { count: warnings }),
    good: () => t('publish.sound'),
  }[state];
  const show = () => {
    onClose();
    ui.setState({ isProblemsOpen: true });
  };
  return (
    <section aria-label={t('publish.checks')} aria-live="polite">
      <ul className="flex flex-col gap-1">
        <CheckLine state={state}>
          {words()}
          {(state === 'bad' || state === 'warn') && (
            <button
              type="button"
              onClick={show}
              className="cursor-pointer underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-focus"
            >
              {t('publish.show_problems')}
            </button>
          )}
        </CheckLine>
        <ScenarioCheck />
      </ul>
    </section>
  );
}
