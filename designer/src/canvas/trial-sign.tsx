import { Ban, CircleCheck, CircleDot, CircleX, Clock, Minus, Octagon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSimulationOf } from '../simulate/use-simulation.ts';

const SIGNS = {
  running: [CircleDot, 'text-info'],
  waiting: [Clock, 'text-wait'],
  completed: [CircleCheck, 'text-good'],
  continued: [CircleCheck, 'text-warn'],
  failed: [CircleX, 'text-bad'],
  cancelled: [Ban, 'text-warn'],
  skipped: [Minus, 'text-muted'],
} as const;

/** How a step went while the service is tried, and whether the run halts there. */
export function TrialSign({ id }: { id: string }) {
  const { t } = useTranslation();
  const trial = useSimulationOf(id);
  if (trial === null) return null;
  const { hasBreakpoint, covered } = trial;
  // What scenarios reached is painted in place of one run.
  const mark = covered === null ? trial.mark : null;
  const [Sign, tone] = mark === null ? [null, ''] : SIGNS[mark.status];
  return (
    <>
      {hasBreakpoint && (
        <span className="absolute -top-2 -left-2 rounded-full bg-surface text-bad" title={t('try.breakpoint')}>
          <Octagon aria-hidden size={16} fill="currentColor" />
          <span className="sr-only">{t('try.breakpoint')}</span>
        </span>
      )}
      {mark !== null && Sign !== null && (
        <span className={`flex shrink-0 items-center gap-0.5 ${tone}`} title={t(`status.${mark.status}`)}>
          <Sign aria-hidden size={18} />
          <span className="sr-only">{t(`status.${mark.status}`)}</span>
          {mark.visits > 1 && <span className="text-xs tabular-nums">{t('try.visits', { count: mark.visits })}</span>}
        </span>
      )}
    </>
  );
}
