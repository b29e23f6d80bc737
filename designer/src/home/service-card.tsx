import type { ServiceSummary } from '@omniroute/contracts';
import { Badge } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useCheck } from '../api/queries.ts';
import { Link } from '../app/link.tsx';
import { When } from '../app/when.tsx';
import { Status } from '../canvas/status.tsx';
import { useInSight } from './use-in-sight.ts';

/** One service of the list: how it stands, when it changed, how its last run went. */
export function ServiceCard({ service }: { service: ServiceSummary }) {
  const { t } = useTranslation();
  const path = `/services/${encodeURIComponent(service.id)}`;
  const run = service.last_run;
  const { ref, wasSeen } = useInSight<HTMLLIElement>();
  return (
    <li ref={ref} className="rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Link to={path} className="min-w-0 text-base font-medium underline underline-offset-4">
          {service.name}
        </Link>
        <span className="flex flex-wrap items-center gap-2 text-sm text-muted">
          {wasSeen && service.status !== 'archived' && <Problems service={service} />}
          {service.active_version !== null && t('home.live', { version: service.active_version })}
          <Status status={service.status} />
        </span>
      </div>
      {service.description !== '' && <p className="mt-1 text-sm text-muted">{service.description}</p>}
      <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-muted">
        <span>
          {t('home.changed')} <When at={service.updated_at} />
        </span>
        {run === null ? (
          <span>{t('home.no_run')}</span>
        ) : (
          <span className="flex flex-wrap items-center gap-1.5">
            <Link to={`/runs/${run.id}`} className="underline underline-offset-2">
              {t('home.last_run')}
            </Link>
            <When at={run.started_at} /> <Status status={run.status} />
          </span>
        )}
        <Link
          to={`${path}/edit`}
          label={t('home.edit', { name: service.name })}
          className="ml-auto rounded-md border border-line px-3 py-1 text-sm font-medium text-ink hover:bg-raised"
        >
          {t('home.edit_short')}
        </Link>
      </div>
    </li>
  );
}

/** Whether the draft has errors; said only where there are some. */
function Problems({ service }: { service: ServiceSummary }) {
  const { t } = useTranslation();
  const check = useCheck(service.id, service.updated_at);
  const errors = check.data?.diagnostics.filter(({ severity }) => severity === 'error').length ?? 0;
  if (errors === 0) return null;
  return (
    <Link to={`/services/${encodeURIComponent(service.id)}/edit`}>
      <Badge tone="bad">{t('home.errors', { count: errors })}</Badge>
    </Link>
  );
}
