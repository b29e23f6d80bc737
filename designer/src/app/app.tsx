import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { MessagesPage } from '../messages/messages-page.tsx';
import { RunPage } from '../runs/run-page.tsx';
import { RunsPage } from '../runs/runs-page.tsx';
import { ServicePage } from '../services/service-page.tsx';
import { ServicesPage } from '../services/services-page.tsx';
import { TasksPage } from '../tasks/tasks-page.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { NotFound } from './not-found.tsx';
import { type Route, readRoute, usePath } from './route.ts';

/** The frame: a header, and the page of the address. */
export function App() {
  const { t } = useTranslation();
  const path = usePath();
  const route = readRoute(path);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // After a move the reader begins at the new page, not where the old one ended.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the move itself is what this reacts to
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus();
  }, [path]);
  return (
    <div className="flex min-h-full flex-col">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2">
        {t('app.skip')}
      </a>
      <Header route={route} />
      <main id="main" ref={main} tabIndex={-1} className="flex-1 p-4 outline-none">
        <ErrorBoundary key={path}>
          <Page route={route} />
        </ErrorBoundary>
      </main>
    </div>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'services':
      return <ServicesPage />;
    case 'service':
      return <ServicePage id={route.id} />;
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
