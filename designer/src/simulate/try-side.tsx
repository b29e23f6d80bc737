import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useUi } from '../editor/context.tsx';

/** The panel comes when somebody tries a service. */
const TryPanel = lazy(async () => ({ default: (await import('./try-panel.tsx')).TryPanel }));

/** Beside the drawing: the trial, where it is open. */
export function TrySide() {
  const { t } = useTranslation();
  if (!useUi((ui) => ui.isTryOpen)) return null;
  return (
    <aside
      aria-label={t('try.title')}
      className="flex w-96 max-w-[45vw] shrink-0 flex-col overflow-hidden border-l border-line bg-surface"
    >
      <Suspense
        fallback={
          <p role="status" className="p-4 text-sm">
            {t('loading')}
          </p>
        }
      >
        <TryPanel />
      </Suspense>
    </aside>
  );
}
