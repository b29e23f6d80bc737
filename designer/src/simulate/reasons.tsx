import type { VisitView } from '@omniroute/plan';
import type { Explanation } from '@omniroute/simulator';
import { useTranslation } from 'react-i18next';
import { useSimulation } from '../editor/context.tsx';

/** Why a step went on as it did: conditions with what they read, an error, or time that ran out. */
export function Reasons({ visit }: { visit: VisitView }) {
  const { t } = useTranslation();
  const judged = useSimulation(({ run }) => run?.why.decisions[visit.key]);
  const { port, error } = visit;
  if (port === null) return null;
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>
        {port === 'timeout' && `${t('try.why_timeout')} `}
        {error !== null && `${t('try.why_error', { code: error.code })} `}
        {port !== 'out' && t('try.left_by', { port })}
      </p>
      {judged !== undefined && (
        <ul aria-label={t('try.why')} className="flex flex-col gap-2">
          {judged.map((branch) => (
            <li key={branch.branch} className="border-l-4 border-line pl-3">
              <Judgement judged={branch} />
            </li>
          ))}
          {port === 'default' && <li>{t('try.why_default')}</li>}
        </ul>
      )}
    </div>
  );
}

function Judgement({
  judged: { branch, source, value, error, reads },
}: {
  judged: Explanation['decisions'][string][number];
}) {
  const { t } = useTranslation();
  return (
    <>
      <p className={value === true ? 'text-good' : undefined}>
        {error !== undefined
          ? t('try.why_failed', { branch, message: error.message })
          : t(value === true ? 'try.why_held' : 'try.why_not', { branch })}
      </p>
      <code className="text-xs">{source}</code>
      {reads.map(({ path, value: read }) => (
        <p key={path} className="text-xs text-muted">
          {t('try.is', { path, value: JSON.stringify(read) })}
        </p>
      ))}
    </>
  );
}
