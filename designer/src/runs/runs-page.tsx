import { useTranslation } from 'react-i18next';
import { useRuns } from '../api/queries.ts';
import { RunList } from './run-list.tsx';

/** Runs of all services. */
export function RunsPage() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4">
      <h1 className="text-xl font-semibold">{t('runs.title')}</h1>
      <RunList runs={useRuns()} wide />
    </div>
  );
}
