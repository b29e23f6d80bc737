import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useSimulation } from '../editor/context.tsx';
import { select } from '../store/ui-state.ts';
import { spanInWords } from './in-words.ts';
import { eventAt, moments } from './moments.ts';
import { Section } from './section.tsx';

/** More places than this are not listed: nobody reads them, and the walk goes on by the buttons. */
const MOST = 500;

/** Everything that happens in the run, in order; each place leads there. */
export function WalkSection() {
  const { t, i18n } = useTranslation();
  const { simulation, ui, view } = useEditor();
  const events = useSimulation((state) => state.run?.report.events);
  const at = useSimulation((state) => state.at);
  const list = useRef<HTMLOListElement>(null);
  const places = useMemo(() => moments(events ?? []), [events]);
  // The list scrolls in itself: what stands above it is being read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place that was moved to is to be seen
  useEffect(() => {
    const here = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (here == null || list.current === null) return;
    const { offsetTop, offsetHeight } = here;
    const { scrollTop, clientHeight } = list.current;
    if (offsetTop < scrollTop) list.current.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > scrollTop + clientHeight)
      list.current.scrollTop = offsetTop + offsetHeight - clientHeight;
  }, [at]);
  if (events === undefined) return null;
  const start = events[0]?.at ?? 0;
  const first = Math.max(0, places.findLastIndex((place) => place <= at) - MOST / 2);
  return (
    <Section title={t('try.walk')}>
      <ol ref={list} className="relative flex max-h-72 flex-col overflow-y-auto">
        {places.slice(first, first + MOST).map((place) => {
          const event = eventAt(events, place);
          const node = event !== null && 'node' in event ? event.node : null;
          const isHere = place === at;
          return (
            <li key={place}>
              <button
                type="button"
                aria-current={isHere ? 'step' : undefined}
                onClick={() => {
                  simulation.goTo(place);
                  if (node !== null && view().nodes.has(node)) select(ui, [node]);
                }}
                className={`flex min-h-7 w-full cursor-pointer items-baseline gap-2 rounded-md px-2 py-1 text-left text-sm outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus ${isHere ? 'bg-raised font-medium' : ''} ${place > at ? 'text-muted' : ''}`}
              >
                <span className="w-20 shrink-0 text-xs tabular-nums text-muted">
                  {spanInWords((event?.at ?? start) - start, i18n.language)}
                </span>
                <span className="min-w-0 flex-1">
                  {event === null
                    ? t('try.at_start')
                    : node === null
                      ? t('try.the_run')
                      : (view().nodes.get(node)?.name ?? node)}
                </span>
                <span className="text-xs">
                  {event === null
                    ? ''
                    : 'status' in event
                      ? t(`status.${event.status}`)
                      : event.type === 'attempt'
                        ? t('try.attempt_failed')
                        : ''}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
