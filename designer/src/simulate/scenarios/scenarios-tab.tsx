import { Button, EmptyState, Notice } from '@omniroute/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useEditor } from '../../editor/context.tsx';
import { CoverageSection } from './coverage-section.tsx';
import { KeepSection } from './keep-section.tsx';
import { MadeUpSection } from './made-up-section.tsx';
import { ScenarioRow } from './scenario-row.tsx';
import { useScenarioResults } from './use-scenario-results.ts';

/** The scenarios of the service: kept, run, compared with what they expect, and what they reach. */
export function ScenariosTab({ onTry }: { onTry: () => void }) {
  const { t } = useTranslation();
  const { scenarios } = useEditor();
  const { items, status, problem } = useStore(scenarios.store);
  const { verdict, passed, total, run } = useScenarioResults();
  useEffect(() => {
    if (scenarios.store.getState().status === 'unknown') void scenarios.load();
  }, [scenarios]);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="flex flex-col gap-3 border-b border-line px-4 py-3">
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        {status === 'loading' && items.length === 0 && <p role="status">{t('scenario.loading')}</p>}
        {status === 'known' && items.length === 0 && (
          <EmptyState title={t('scenario.none')}>{t('scenario.none_hint')}</EmptyState>
        )}
        {items.length > 0 && (
          <>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p role="status" className="text-sm">
                {verdict === 'stale'
                  ? t(passed === 0 ? 'scenario.not_run' : 'scenario.stale')
                  : verdict === 'unsound'
                    ? t('try.unsound')
                    : t('scenario.figures', { passed, total })}
              </p>
              <Button look="primary" isDisabled={verdict === 'running'} onPress={() => void run()}>
                {t(verdict === 'running' ? 'scenario.running' : 'scenario.run_all')}
              </Button>
            </div>
            <ul aria-label={t('scenario.title')} className="flex flex-col">
              {items.map((item) => (
                <ScenarioRow key={item.id} item={item} onTry={onTry} />
              ))}
            </ul>
          </>
        )}
      </div>
      <CoverageSection />
      <KeepSection />
      <MadeUpSection />
    </div>
  );
}
