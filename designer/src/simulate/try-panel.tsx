import { Button, Notice } from '@omniroute/ui';
import { X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useEditor, useSimulation } from '../editor/context.tsx';
import { Controls } from './controls.tsx';
import { DeedSection } from './deed-section.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { QuestionSection } from './question-section.tsx';
import { ScenariosTab } from './scenarios/scenarios-tab.tsx';
import { TextButton } from './section.tsx';
import { StartSection } from './start-section.tsx';
import { StepSection } from './step-section.tsx';
import { WalkSection } from './walk-section.tsx';

const TABS = ['run', 'scenarios'] as const;
type Tab = (typeof TABS)[number];

/** The trial: what it starts with, the walk through it, and who answers. */
export function TryPanel() {
  const { t } = useTranslation();
  const { simulation } = useEditor();
  const run = useCommand();
  const [tab, setTab] = useState<Tab>('run');
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    const other = tab === 'run' ? 'scenarios' : 'run';
    setTab(other);
    document.getElementById(`try-tab-${other}`)?.focus();
  };
  return (
    <>
      <header className="flex items-center justify-between gap-2 border-b border-line px-4 py-2">
        <h2 className="text-sm font-semibold">{t('try.title')}</h2>
        <span className="flex items-center gap-1">
          <TextButton onPress={() => void simulation.forget()}>{t('try.again')}</TextButton>
          <button
            type="button"
            aria-label={t('try.close')}
            onClick={() => run('try')}
            className="grid size-7 cursor-pointer place-items-center rounded-md text-muted outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
          >
            <X aria-hidden size={16} />
          </button>
        </span>
      </header>
      <div
        role="tablist"
        aria-label={t('try.title')}
        onKeyDown={walk}
        className="flex gap-1 border-b border-line px-3 py-1"
      >
        {TABS.map((each) => (
          <button
            key={each}
            id={`try-tab-${each}`}
            type="button"
            role="tab"
            aria-selected={tab === each}
            aria-controls="try-tab-panel"
            tabIndex={tab === each ? 0 : -1}
            onClick={() => setTab(each)}
            className={`min-h-8 cursor-pointer rounded-md px-3 text-sm outline-none focus-visible:ring-2 focus-visible:ring-focus ${tab === each ? 'bg-raised font-semibold' : 'hover:bg-raised'}`}
          >
            {t(`try.tab_${each}`)}
          </button>
        ))}
      </div>
      <div
        id="try-tab-panel"
        role="tabpanel"
        aria-labelledby={`try-tab-${tab}`}
        className="flex min-h-0 flex-1 flex-col"
      >
        {tab === 'run' ? <Trial /> : <ScenariosTab onTry={() => setTab('run')} />}
      </div>
    </>
  );
}

function Trial() {
  const { t } = useTranslation();
  const { ui, simulation } = useEditor();
  const status = useSimulation((state) => state.status);
  const problem = useSimulation((state) => state.problem);
  if (status === 'ready')
    return (
      <>
        <Controls />
        <div className="min-h-0 flex-1 overflow-y-auto">
          <QuestionSection />
          <StepSection />
          <StartSection />
          <DeedSection />
          <OutcomeSection />
          <WalkSection />
        </div>
      </>
    );
  return (
    <div className="flex flex-col items-start gap-3 p-4 text-sm">
      {status === 'preparing' && <p role="status">{t('try.preparing')}</p>}
      {status === 'unsound' && (
        <>
          <Notice tone="info">{t('try.unsound')}</Notice>
          <Button onPress={() => ui.setState({ isProblemsOpen: true })}>{t('try.show_problems')}</Button>
        </>
      )}
      {status === 'stopped' && (
        <>
          <Notice tone="bad">{t('try.stopped', { problem })}</Notice>
          <Button onPress={() => void simulation.forget()}>{t('try.again')}</Button>
        </>
      )}
    </div>
  );
}
