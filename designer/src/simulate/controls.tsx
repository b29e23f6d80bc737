import { ChevronFirst, ChevronLast, Play, StepBack, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Status } from '../canvas/status.tsx';
import { useCommand, useSimulation } from '../editor/context.tsx';
import { useRovingFocus } from '../editor/use-roving-focus.ts';
import { spanInWords } from './in-words.ts';
import { moments } from './moments.ts';
import { elapsed } from './simulation-state.ts';
import { useRunView } from './use-run-view.ts';

/** Walks through the run, and says where in it and at what time of its own the walk is. */
export function Controls() {
  const { t, i18n } = useTranslation();
  const run = useCommand();
  const events = useSimulation((state) => state.run?.report.events);
  const at = useSimulation((state) => state.at);
  const span = useSimulation(elapsed);
  const view = useRunView();
  const places = useMemo(() => moments(events ?? []), [events]);
  const end = events?.length ?? 0;
  return (
    <div className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <div
        {...useRovingFocus<HTMLDivElement>()}
        role="toolbar"
        aria-label={t('try.controls')}
        className="flex items-center gap-1"
      >
        <Control label={t('try.start')} isOff={at === 0} onPress={() => run('try_to_start')}>
          <ChevronFirst aria-hidden size={18} />
        </Control>
        <Control label={t('try.back')} isOff={at === 0} onPress={() => run('try_back')}>
          <StepBack aria-hidden size={18} />
        </Control>
        <Control label={t('try.step')} isOff={at >= end} onPress={() => run('try_step')}>
          <StepForward aria-hidden size={18} />
        </Control>
        <Control label={t('try.run')} isOff={at >= end} onPress={() => run('try_run')}>
          <Play aria-hidden size={18} />
          {t('try.run')}
        </Control>
        <Control label={t('try.end')} isOff={at >= end} onPress={() => run('try_to_end')}>
          <ChevronLast aria-hidden size={18} />
        </Control>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="tabular-nums">
          {t('try.place', {
            at: Math.max(
              0,
              places.findLastIndex((place) => place <= at),
            ),
            of: places.length - 1,
          })}
        </span>
        <span className="text-muted">{t('try.clock', { span: spanInWords(span, i18n.language) })}</span>
        {at > 0 && <Status status={view.status} />}
      </p>
    </div>
  );
}

function Control({
  label,
  isOff,
  onPress,
  children,
}: {
  label: string;
  isOff: boolean;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      // Disabled in words only: the keys stay where they are at the end of the walk.
      aria-disabled={isOff}
      onClick={() => {
        if (!isOff) onPress();
      }}
      className="inline-flex min-h-8 min-w-8 cursor-pointer items-center justify-center gap-1.5 rounded-md border border-line px-2 text-sm text-ink outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus aria-disabled:cursor-default aria-disabled:text-muted"
    >
      {children}
    </button>
  );
}
