import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useEditor } from '../editor/context.tsx';
import { useScenarioResults } from '../simulate/scenarios/use-scenario-results.ts';
import { CheckLine } from './check-line.tsx';

/** The scenarios of the service, played on the draft when somebody is about to publish it, and again when it changes. */
export function ScenarioCheck() {
  const { t } = useTranslation();
  const { verdict, passed, total, failing, run } = useScenarioResults();
  const { scenarios } = useEditor();
  const hasFailed = useStore(scenarios.store, ({ status }) => status === 'failed');
  const isDue = verdict === 'unknown' || verdict === 'stale';
  useEffect(() => {
    if (isDue) void run();
  }, [isDue, run]);
  if (hasFailed)
    return (
      <CheckLine state="bad">
        {t('publish.scenarios_unread')}
        <button
          type="button"
          onClick={() => void scenarios.load()}
          className="cursor-pointer underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-focus"
        >
          {t('retry')}
        </button>
      </CheckLine>
    );
  switch (verdict) {
    case 'unknown':
    case 'stale':
    case 'running':
      return <CheckLine state="open">{t('publish.scenarios_running')}</CheckLine>;
    case 'none':
      return <CheckLine state="open">{t('publish.scenarios_none')}</CheckLine>;
    case 'green':
      return <CheckLine state="good">{t('publish.scenarios_green', { count: total, passed })}</CheckLine>;
    case 'red':
      return <CheckLine state="bad">{t('publish.scenarios_red', { names: failing.join(', ') })}</CheckLine>;
    case 'unsound':
      return null;
  }
}
