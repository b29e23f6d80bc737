import type { ServiceVersion } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { Badge, Button, Choice, EmptyState, Notice } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../api/client.ts';
import { useService } from '../api/queries.ts';
import { When } from '../app/when.tsx';
import { isMoved, useActivate, useVersions, type VersionRef } from './version-queries.ts';

/** Versions newest first, with what can be done with each. */
export function VersionList({
  id,
  onCompare,
  onRestore,
}: {
  id: string;
  onCompare: (from: VersionRef, to: VersionRef) => void;
  onRestore: (version: number, document: Service) => void;
}) {
  const { t } = useTranslation();
  const versions = useVersions(id);
  const live = useService(id).data?.active_version ?? null;
  const activate = useActivate(id);
  const [asked, ask] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const restore = async (version: number) => {
    setProblem(null);
    try {
      onRestore(version, await callApi<Service>(`/services/${encodeURIComponent(id)}/versions/${version}`));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const make = (version: number) => activate.mutate({ version, live }, { onSettled: () => ask(null) });
  const { error } = activate;
  if (versions.isSuccess && versions.items.length === 0)
    return <EmptyState title={t('versions.empty')}>{t('versions.empty_hint')}</EmptyState>;
  return (
    <div className="flex flex-col gap-4">
      {versions.items.length > 0 && <CompareTwo versions={versions.items} live={live} onCompare={onCompare} />}
      {versions.isPending && <p role="status">{t('loading')}</p>}
      {versions.error !== null && <Notice tone="bad">{versions.error.message}</Notice>}
      {error !== null && <Notice tone="bad">{isMoved(error) ? t('versions.moved') : error.message}</Notice>}
      {problem !== null && <Notice tone="bad">{problem}</Notice>}
      {activate.isSuccess && (
        <Notice tone="good">{t('versions.rolled_back', { version: activate.variables.version })}</Notice>
      )}
      <ul aria-label={t('versions.open')} className="flex flex-col gap-2">
        {versions.items.map((version) => (
          <li key={version.version} className="flex flex-col gap-2 rounded-lg border border-line p-3">
            <div className="flex flex-wrap items-start justify-between gap-3">
              <VersionWords version={version} />
              <div className="flex flex-wrap gap-2">
                <Button
                  aria-label={t('versions.compare_label', { version: version.version })}
                  onPress={() => onCompare(version.version, 'draft')}
                >
                  {t('versions.compare')}
                </Button>
                <Button
                  aria-label={t('versions.restore_label', { version: version.version })}
                  onPress={() => void restore(version.version)}
                >
                  {t('versions.restore')}
                </Button>
                {!version.active && (
                  <Button
                    aria-label={t('versions.roll_back_label', { version: version.version })}
                    onPress={() => ask(version.version)}
                  >
                    {t('versions.roll_back')}
                  </Button>
                )}
              </div>
            </div>
            {asked === version.version && (
              <div className="flex flex-wrap items-center gap-3 rounded-md bg-raised px-3 py-2">
                <p role="alert" className="min-w-0 flex-1 text-sm">
                  {t('versions.roll_back_sure', { version: version.version, live })}
                </p>
                <Button onPress={() => ask(null)}>{t('publish.cancel')}</Button>
                <Button look="primary" autoFocus isDisabled={activate.isPending} onPress={() => make(version.version)}>
                  {t('versions.roll_back_do')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {versions.hasNextPage && (
        <Button onPress={() => void versions.fetchNextPage()} isDisabled={versions.isFetchingNextPage}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function VersionWords({ version }: { version: ServiceVersion }) {
  const { t } = useTranslation();
  const number = t('versions.version', { version: version.version });
  // Becoming live by publication is told by the publication.
  const isAgain =
    version.activated_at !== null && version.activated_at.slice(0, 19) > version.published_at.slice(0, 19);
  return (
    <div className="min-w-0 flex-1">
      <h3 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
        {version.name === '' ? number : version.name}
        {version.active && <Badge tone="good">{t('versions.live')}</Badge>}
      </h3>
      {version.notes !== '' && <p className="whitespace-pre-line text-sm">{version.notes}</p>}
      <p className="text-xs text-muted">
        {version.name !== '' && `${number} · `}
        <When at={version.published_at} /> · {version.published_by}
      </p>
      {isAgain && version.activated_at !== null && (
        <p className="text-xs text-muted">
          {t('versions.live_again')} <When at={version.activated_at} /> · {version.activated_by}
        </p>
      )}
    </div>
  );
}

function CompareTwo({
  versions,
  live,
  onCompare,
}: {
  versions: readonly ServiceVersion[];
  live: number | null;
  onCompare: (from: VersionRef, to: VersionRef) => void;
}) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(String(live ?? versions[0]?.version ?? 'draft'));
  const [to, setTo] = useState('draft');
  const options = [
    { id: 'draft', label: t('versions.draft') },
    ...versions.map(({ version, name }) => ({
      id: String(version),
      label: [t('versions.version', { version }), name].filter((words) => words !== '').join(': '),
    })),
  ];
  const refOf = (id: string): VersionRef => (id === 'draft' ? 'draft' : Number(id));
  return (
    <fieldset className="flex flex-wrap items-end gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 text-sm font-medium">{t('versions.compare_two')}</legend>
      <div className="min-w-40 flex-1">
        <Choice
          label={t('versions.from')}
          value={from}
          options={options}
          onChange={setFrom}
          isRequired
          isMarked={false}
        />
      </div>
      <div className="min-w-40 flex-1">
        <Choice label={t('versions.to')} value={to} options={options} onChange={setTo} isRequired isMarked={false} />
      </div>
      <Button isDisabled={from === to} onPress={() => onCompare(refOf(from), refOf(to))}>
        {t('versions.show')}
      </Button>
    </fieldset>
  );
}
