import type { RunSummary } from '@omniroute/contracts';
import { Button, EmptyState, Notice } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { Link } from '../app/link.tsx';
import { When } from '../app/when.tsx';
import { Status } from '../canvas/status.tsx';

interface Runs {
  readonly items: readonly RunSummary[];
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isSuccess: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
}

/** Runs, newest first, page by page. */
export function RunList({ runs, wide = false }: { runs: Runs; wide?: boolean }) {
  const { t } = useTranslation();
  if (runs.error !== null) return <Notice tone="bad">{runs.error.message}</Notice>;
  if (runs.isPending) return <p role="status">{t('loading')}</p>;
  if (runs.items.length === 0) return <EmptyState title={t('runs.empty')}>{t('runs.empty_hint')}</EmptyState>;
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col gap-1">
        {runs.items.map((run) => (
          <li
            key={run.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-1.5 text-sm last:border-0"
          >
            <Link to={`/runs/${run.id}`} className="underline underline-offset-2">
              {wide && `${run.service} · `}
              <When at={run.started_at} />
            </Link>
            <Status status={run.status} />
          </li>
        ))}
      </ul>
      {runs.hasNextPage && (
        <Button onPress={() => void runs.fetchNextPage()} isDisabled={runs.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
