import type { ServicesQuery } from '@omniroute/contracts';
import { Button, Choice, EmptyState, Notice, TextField } from '@omniroute/ui';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../api/queries.ts';
import { NewService } from '../services/new-service.tsx';
import { ServiceCard } from './service-card.tsx';
import { Templates } from './templates.tsx';

type Sort = NonNullable<ServicesQuery['sort']>;
type State = NonNullable<ServicesQuery['status']>;

const SORTS: readonly Sort[] = ['changed', 'name'];
const STATES: readonly State[] = ['published', 'draft', 'deprecated', 'archived'];

/** All services of the tenant, found and sorted, and the templates to begin with. */
export function HomePage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<string>('changed');
  const [state, setState] = useState('');
  const words = useDeferredValue(search.trim());
  const services = useServices({
    search: words,
    sort: SORTS.find((each) => each === sort) ?? 'changed',
    status: STATES.find((each) => each === state),
  });
  const isNarrow = words !== '' || state !== '';
  const isEmpty = services.isSuccess && services.items.length === 0;
  const all = () => {
    setSearch('');
    setState('');
  };
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-6">
      <div className="flex flex-col gap-4">
        <div className="flex items-center justify-between gap-2">
          <h1 className="text-xl font-semibold">{t('services.title')}</h1>
          <NewService />
        </div>
        <search className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_12rem_10rem]">
          <TextField
            label={t('home.search')}
            inputType="search"
            placeholder={t('home.search_hint')}
            value={search}
            onChange={setSearch}
          />
          <Choice
            label={t('home.sort')}
            value={sort}
            options={SORTS.map((id) => ({ id, label: t(`home.sort.${id}`) }))}
            onChange={setSort}
            isRequired
            isMarked={false}
          />
          <Choice
            label={t('home.state')}
            value={state === '' ? 'all' : state}
            options={['all', ...STATES].map((id) => ({ id, label: t(`home.state.${id}`) }))}
            onChange={(chosen) => setState(chosen === 'all' ? '' : chosen)}
            isRequired
            isMarked={false}
          />
        </search>
        {services.error !== null && <Notice tone="bad">{services.error.message}</Notice>}
        {services.isPending && <p role="status">{t('loading')}</p>}
        {isEmpty && !isNarrow && <EmptyState title={t('services.empty')}>{t('services.empty_hint')}</EmptyState>}
        {isEmpty && isNarrow && (
          <EmptyState title={t('home.none_found')}>
            <p>{t('home.none_found_hint')}</p>
            <Button className="mt-3" onPress={all}>
              {t('home.show_all')}
            </Button>
          </EmptyState>
        )}
        {services.items.length > 0 && (
          <ul aria-label={t('services.title')} className="flex flex-col gap-2">
            {services.items.map((service) => (
              <ServiceCard key={service.id} service={service} />
            ))}
          </ul>
        )}
        {services.hasNextPage && (
          <Button onPress={() => void services.fetchNextPage()} isDisabled={services.isFetchingNextPage}>
            {t('more')}
          </Button>
        )}
      </div>
      <Templates />
    </div>
  );
}
