import type { RunDetail } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { Badge, Button, Notice, Panel } from '@omniroute/ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../app/link.tsx';
import { Loaded } from '../app/loaded.tsx';
import { When } from '../app/when.tsx';
import { ServiceGraph } from '../canvas/service-graph.tsx';
import { Status } from '../canvas/status.tsx';
import { StepList } from '../canvas/step-list.tsx';
import { MessageForm } from '../messages/message-form.tsx';
import { TaskList } from '../tasks/task-list.tsx';
import { JsonView } from './json-view.tsx';
import { OperationsDone } from './operations-done.tsx';
import { RunOperations } from './run-operations.tsx';
import { isFinal, useLiveRun } from './use-live-run.ts';
import { Visits } from './visits.tsx';

/** It brings the compiler and the simulator, which a run that is only looked at does not need. */
const KeepRun = lazy(async () => ({ default: (await import('../simulate/scenarios/keep-run.tsx')).KeepRun }));

/** One run, live on the drawing of the version it runs. */
export function RunPage({ id }: { id: string }) {
  const run = useLiveRun(id);
  return <Loaded query={run}>{(detail) => <RunView run={detail} />}</Loaded>;
}

function RunView({ run }: { run: RunDetail }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const service = run.service_document as Service;
  const statuses = useMemo(
    () => Object.fromEntries(run.visits.map((visit) => [visit.node, visit.status])),
    [run.visits],
  );
  const shown = chosen ?? run.visits.at(-1)?.node ?? null;
  const open = !isFinal(run.status);
  // A message that ends the run must not take away the words that say it was handed over.
  const [wasOpen] = useState(open);
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center gap-3">
        <h1 className="text-xl font-semibold">{t('run.title', { service: service.name })}</h1>
        <span role="status">
          <Status status={run.status} />
        </span>
        {run.end_status !== null && <Badge tone="muted">{run.end_status}</Badge>}
        {run.time_scale !== 1 && <Badge tone="muted">{t('run.scale', { scale: run.time_scale })}</Badge>}
        <span className="text-sm text-muted">
          <Link to={`/services/${run.service}`} className="underline underline-offset-2">
            {run.service}
          </Link>
          {' · '}
          {t('services.version', { version: run.version })}
          {' · '}
          <When at={run.started_at} />
        </span>
        <KeepAsScenario run={run} />
      </header>
      {run.error !== null && (
        <Notice tone="bad">
          <code>{run.error.code}</code> {run.error.message}
        </Notice>
      )}
      <div className="grid gap-4 grid-cols-[minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)_24rem]">
        <Panel title={t('service.steps')}>
          <StepList service={service} statuses={statuses} chosen={shown} onChoose={choose} />
        </Panel>
        <div className="max-sm:hidden h-[70vh] xl:sticky xl:top-4 xl:h-[calc(100vh-9rem)]">
          <ServiceGraph service={service} statuses={statuses} chosen={shown} onChoose={choose} />
        </div>
        <div className="flex flex-col gap-4">
          {open && (
            <Panel title={t('tasks.title')}>
              <TaskList run={run.id} />
            </Panel>
          )}
          {(open || run.operations.length > 0) && (
            <Panel title={t('operate.title')}>
              <div className="flex flex-col gap-4">
                {open && <RunOperations run={run} />}
                {run.operations.length > 0 && <OperationsDone operations={run.operations} />}
              </div>
            </Panel>
          )}
          <Panel
            title={shown === null ? t('run.visits') : (service.nodes.find((node) => node.id === shown)?.name ?? shown)}
          >
            {shown === null ? (
              <p className="text-sm text-muted">{t('run.no_visits')}</p>
            ) : (
              <Visits run={run.id} visits={run.visits.filter((visit) => visit.node === shown)} />
            )}
          </Panel>
          <Panel title={t('run.input')}>
            <div className="flex flex-col gap-3">
              <JsonView label={t('run.input')} value={run.input} />
              {!open && <JsonView label={t('run.output')} value={run.output} />}
              {Object.keys(run.variables).length > 0 && <JsonView label={t('run.variables')} value={run.variables} />}
            </div>
          </Panel>
          {(open || wasOpen) && (service.messages ?? []).length > 0 && (
            <Panel title={t('messages.title')}>
              <MessageForm names={(service.messages ?? []).map((message) => message.name)} />
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}

function KeepAsScenario({ run }: { run: RunDetail }) {
  const { t } = useTranslation();
  // The run as it is now: one that goes on must not change under the reader's eyes.
  const [kept, setKept] = useState<RunDetail | null>(null);
  return (
    <>
      <Button onPress={() => setKept(run)}>{t('from_run.button')}</Button>
      {kept !== null && (
        <Suspense fallback={<span role="status">{t('loading')}</span>}>
          <KeepRun run={kept} onClose={() => setKept(null)} />
        </Suspense>
      )}
    </>
  );
}
