import type { RunDetail } from '@omniroute/contracts';
import type { Service } from '@omniroute/dsl';
import { Button, Dialog, Notice, TextField } from '@omniroute/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../../app/link.tsx';
import { type Made, makeOfRun } from './from-run.ts';
import { apiScenarios } from './remote.ts';
import { sayDifference } from './say-difference.ts';
import type { Gap } from './scenario-of-run.ts';
import { slugOf } from './slug-of.ts';

/** Makes a scenario of a run, tells what it cannot know, plays it, and keeps it with the service. */
export function KeepRun({ run, onClose }: { run: RunDetail; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const when = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(run.started_at),
  );
  const [name, setName] = useState(t('from_run.name', { when }));
  const [made, setMade] = useState<Made | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    const words = { tooLong: t('try.too_long'), fell: t('try.fell') };
    makeOfRun(run, '', words).then(setMade, (error: Error) => setProblem(error.message));
  }, [run, t]);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    if (made === null) return;
    try {
      const taken = new Set((await apiScenarios.list(run.service)).map(({ id }) => id));
      await apiScenarios.keep(run.service, slugOf(name, taken), { ...made.scenario, name });
      setKept(true);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Dialog title={t('from_run.title')} closeLabel={t('from_run.close')} onClose={onClose}>
      <form onSubmit={(event) => void keep(event)} className="flex flex-col gap-4 text-sm">
        {problem !== null && <Notice tone="bad">{problem}</Notice>}
        {made === null && problem === null && <p role="status">{t('from_run.making')}</p>}
        {made !== null && <Findings made={made} service={run.service_document as Service} />}
        {isKept ? (
          <Notice tone="good">
            {t('scenario.kept', { name })}{' '}
            <Link to={`/services/${encodeURIComponent(run.service)}/edit`} className="underline underline-offset-2">
              {t('from_run.open')}
            </Link>
          </Notice>
        ) : (
          <TextField label={t('scenario.name')} value={name} onChange={setName} maxLength={200} isRequired />
        )}
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t('from_run.close')}</Button>
          {!isKept && (
            <Button type="submit" look="primary" isDisabled={made === null || name.trim() === ''}>
              {t('scenario.keep')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** What the scenario cannot know, and whether it goes as the run did. */
function Findings({ made: { gaps, played }, service }: { made: Made; service: Service }) {
  const { t } = useTranslation();
  const nameOf = (node: string) => service.nodes.find(({ id }) => id === node)?.name ?? node;
  const differences = played?.ok === true ? played.differences : [];
  const isAlike = played?.ok === true && differences.length === 0;
  return (
    <>
      {gaps.length > 0 && (
        <ul aria-label={t('from_run.gaps')} className="flex list-disc flex-col gap-1 pl-5 text-warn">
          {gaps.map((gap) => (
            <li key={JSON.stringify(gap)}>{sayGap(t, nameOf, gap)}</li>
          ))}
        </ul>
      )}
      {played === null && <p>{t('from_run.not_played')}</p>}
      {isAlike && <p className="text-good">{t('from_run.alike')}</p>}
      {played?.ok === false && <Notice tone="bad">{played.problem}</Notice>}
      {differences.length > 0 && (
        <>
          <p>{t('from_run.otherwise')}</p>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            {differences.map((difference) => (
              <li key={`${difference.field} ${JSON.stringify(difference.expected)}`}>
                {sayDifference((key, facts = {}) => t(key, facts), nameOf, difference)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function sayGap(
  t: (key: string, facts: Record<string, unknown>) => string,
  nameOf: (node: string) => string,
  gap: Gap,
): string {
  if (gap.is === 'open') return t('from_run.gap_open', {});
  if (gap.is === 'cut') return t('from_run.gap_cut', { name: nameOf(gap.node), count: gap.bytes });
  return t('from_run.gap_attempts', { name: nameOf(gap.node), count: gap.count - 1 });
}
