import type { ServiceSummary } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { Panel } from '@omniroute/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocument, useRuns, useService } from '../api/queries.ts';
import { Link } from '../app/link.tsx';
import { Loaded } from '../app/loaded.tsx';
import { ServiceGraph } from '../canvas/service-graph.tsx';
import { Status } from '../canvas/status.tsx';
import { StepList } from '../canvas/step-list.tsx';
import { RunList } from '../runs/run-list.tsx';
import { Findings } from './findings.tsx';
import { StartForm } from './start-form.tsx';

/** One service: drawn, with its start form, findings and latest runs. */
export function ServicePage({ id }: { id: string }) {
  const summary = useService(id);
  const document = useDocument(summary.data);
  return (
    <Loaded query={summary}>
      {(service) => <Loaded query={document}>{(drawn) => <ServiceView summary={service} service={drawn} />}</Loaded>}
    </Loaded>
  );
}

function ServiceView({ summary, service }: { summary: ServiceSummary; service: Service }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const runs = useRuns(summary.id);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h1 className="flex items-center gap-3 text-xl font-semibold">
            {summary.name}
            <Status status={summary.status} />
          </h1>
          <span className="mx-auto" />
          <Link
            to={`/services/${encodeURIComponent(summary.id)}/edit#versions`}
            className="rounded-md border border-line px-3 py-1 text-sm font-medium hover:bg-raised"
          >
            {t('versions.open')}
          </Link>
          <Link
            to={`/services/${encodeURIComponent(summary.id)}/edit`}
            className="rounded-md border border-line px-3 py-1 text-sm font-medium hover:bg-raised"
          >
            {t('service.edit')}
          </Link>
        </div>
        {summary.description !== '' && <p className="text-sm text-muted">{summary.description}</p>}
      </header>
      <div className="grid gap-4 grid-cols-[minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)_22rem]">
        <Panel title={t('service.steps')}>
          <StepList service={service} chosen={chosen} onChoose={choose} />
        </Panel>
        <div className="max-sm:hidden h-[70vh] xl:sticky xl:top-4 xl:h-[calc(100vh-9rem)]">
          <ServiceGraph service={service} chosen={chosen} onChoose={choose} />
        </div>
        <div className="flex flex-col gap-4">
          <Panel title={t('service.start')}>
            <StartForm summary={summary} service={service} />
          </Panel>
          <Panel title={t('service.findings')}>
            <Findings id={summary.id} onChoose={choose} />
          </Panel>
          <Panel title={t('service.runs')}>
            <RunList runs={runs} />
          </Panel>
        </div>
      </div>
    </div>
  );
}
