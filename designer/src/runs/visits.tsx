import type { VisitShape } from '@omniroute/contracts';
import { useTranslation } from 'react-i18next';
import { When } from '../app/when.tsx';
import { Status } from '../canvas/status.tsx';
import { JsonView } from './json-view.tsx';
import { WholeOutput } from './whole-output.tsx';

/** The visits of one step, each with its input, output, attempts and error. */
export function Visits({ run, visits }: { run: string; visits: readonly VisitShape[] }) {
  const { t } = useTranslation();
  if (visits.length === 0) return <p className="text-sm text-muted">{t('run.not_visited')}</p>;
  return (
    <ol className="flex flex-col gap-4">
      {visits.map((visit) => (
        <li key={visit.key} className="flex flex-col gap-2">
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <code className="text-xs">{visit.key}</code>
            <Status status={visit.status} />
            {visit.attempts > 0 && (
              <span className="text-xs text-muted">{t('run.attempts', { count: visit.attempts })}</span>
            )}
          </p>
          <p className="text-xs text-muted">
            <When at={visit.started_at} />
            {visit.ended_at !== null && (
              <>
                {' – '}
                <When at={visit.ended_at} />
              </>
            )}
          </p>
          {visit.error !== null && (
            <p className="text-sm text-bad">
              <code>{visit.error.code}</code> {visit.error.message}
            </p>
          )}
          {visit.input !== null && <JsonView label={t('run.input')} value={visit.input} />}
          {visit.output !== null && <JsonView label={t('run.output')} value={visit.output} />}
          {visit.cut !== undefined && <p className="text-xs text-muted">{t('run.cut', { count: visit.cut.bytes })}</p>}
          {visit.cut !== undefined && <WholeOutput run={run} visit={visit.key} />}
        </li>
      ))}
    </ol>
  );
}
