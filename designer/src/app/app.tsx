import { UiWords } from '@omniroute/ui';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { HomePage } from '../home/home-page.tsx';
import { MessagesPage } from '../messages/messages-page.tsx';
import { RunPage } from '../runs/run-page.tsx';
import { RunsPage } from '../runs/runs-page.tsx';
import { ServicePage } from '../services/service-page.tsx';
import { TasksPage } from '../tasks/tasks-page.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { NotFound } from './not-found.tsx';
import { type Route, readRoute, usePath } from './route.ts';

/** The editor is large and comes when it is needed. */
const EditorPage = lazy(async () => ({ default: (await import('../editor/editor-page.tsx')).EditorPage }));

/** The frame: a header, and the page of the address. */
export function App() {
  const { t } = useTranslation();
  const path = usePath();
  const route = readRoute(path);
  // A drawing takes the whole window; other pages scroll.
  const isWhole = route.page === 'edit';
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // After a move the reader begins at the new page, not where the old one ended.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the move itself is what this reacts to
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [path]);
  return (
    <UiWords.Provider value={{ required: t('required') }}>
      <div className={`flex flex-col ${isWhole ? 'h-full' : 'min-h-full'}`}>
        <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2">
          {t('app.skip')}
        </a>
        <Header route={route} />
        <main id="main" ref={main} tabIndex={-1} className={`flex-1 outline-none ${isWhole ? 'min-h-0' : 'p-4'}`}>
          <ErrorBoundary key={path}>
            <Suspense fallback={<p role="status">{t('loading')}</p>}>
              <Page route={route} />
            </Suspense>
          </ErrorBoundary>
        </main>
      </div>
    </UiWords.Provider>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'services':
      return <HomePage />;
    case 'service':
      return <ServicePage id={route.id} />;
    case 'edit':
      return <EditorPage id={route.id} />;
    case 'runs':
      return <RunsPage />;
    case 'run':
      return <RunPage id={route.id} />;
    case 'tasks':
      return <TasksPage />;
    case 'messages':
      return <MessagesPage />;
    case 'not_found':
      return <NotFound />;
  }
}
