import { Button, EmptyState, Notice } from '@omniroute/ui';
import { useTranslation } from 'react-i18next';
import { useServices } from '../api/queries.ts';
import { Link } from '../app/link.tsx';
import { When } from '../app/when.tsx';
import { Status } from '../canvas/status.tsx';
import { NewService } from './new-service.tsx';

/** All services of the tenant. */
export function ServicesPage() {
  const { t } = useTranslation();
  const services = useServices();
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4">
      <div className="flex items-center justify-between gap-2">
        <h1 className="text-xl font-semibold">{t('services.title')}</h1>
        <NewService />
      </div>
      {services.error !== null && <Notice tone="bad">{services.error.message}</Notice>}
      {services.isPending && <p role="status">{t('loading')}</p>}
      {services.isSuccess && services.items.length === 0 && (
        <EmptyState title={t('services.empty')}>{t('services.empty_hint')}</EmptyState>
      )}
      <ul className="flex flex-col gap-2">
        {services.items.map((service) => (
          <li key={service.id} className="rounded-lg border border-line bg-surface p-4">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Link to={`/services/${service.id}`} className="text-base font-medium underline underline-offset-4">
                {service.name}
              </Link>
              <span className="flex items-center gap-2 text-sm text-muted">
                {service.active_version === null
                  ? t('services.unpublished')
                  : t('services.version', { version: service.active_version })}
                <Status status={service.status} />
              </span>
            </div>
            {service.description !== '' && <p className="mt-1 text-sm text-muted">{service.description}</p>}
            <p className="mt-1 text-xs text-muted">
              <When at={service.updated_at} />
            </p>
          </li>
        ))}
      </ul>
      {services.hasNextPage && (
        <Button onPress={() => void services.fetchNextPage()} isDisabled={services.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}
