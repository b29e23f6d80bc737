import type { Service } from '@omniroute/dsl';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ServiceGraph } from '../canvas/service-graph.tsx';
import { Status } from '../canvas/status.tsx';
import { fieldWords, shortWords, valueWords, whatKey } from './change-words.ts';
import { type Became, type Change, changesBetween, countsOf, type FieldChange } from './changes.ts';
import { drawnDifference } from './drawn-difference.ts';

const ORDER: readonly Became[] = ['added', 'removed', 'changed', 'moved'];

/** Two states of a service: both in one drawing, and what became of each part in words. */
export function DifferenceView({ before, after }: { before: Service; after: Service }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<string | null>(null);
  const changes = useMemo(() => changesBetween(before, after), [before, after]);
  const drawn = useMemo(() => drawnDifference(before, after, changes), [before, after, changes]);
  const counts = countsOf(changes);
  if (changes.length === 0) return <p className="text-sm">{t('versions.no_difference')}</p>;
  return (
    <div className="grid min-h-0 grid-cols-[minmax(0,1fr)] gap-4 lg:h-full lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="hidden h-80 min-h-0 sm:block lg:h-full">
        <ServiceGraph service={drawn.service} statuses={drawn.marks} chosen={chosen} onChoose={choose} />
      </div>
      <section aria-label={t('versions.differences')} className="flex min-h-0 flex-col gap-3">
        <p className="text-sm font-medium">
          {ORDER.filter((became) => counts[became] > 0)
            .map((became) => t(`versions.count.${became}`, { count: counts[became] }))
            .join(', ')}
        </p>
        <ul
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
          tabIndex={0}
          className="flex min-h-0 flex-col gap-2 overflow-y-auto outline-none focus-visible:ring-2 focus-visible:ring-focus"
        >
          {changes.map((change) => (
            <ChangeItem
              key={`${change.what} ${change.id}`}
              change={change}
              isChosen={change.id === chosen}
              onChoose={change.id in drawn.marks ? () => choose(change.id) : null}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}

function ChangeItem({
  change,
  isChosen,
  onChoose,
}: {
  change: Change;
  isChosen: boolean;
  onChoose: (() => void) | null;
}) {
  const { t } = useTranslation();
  const title = (
    <>
      <span className="text-muted">{t(whatKey(change))}</span> <span className="font-medium">{change.name}</span>
    </>
  );
  return (
    <li className={`rounded-md border px-3 py-2 text-sm ${isChosen ? 'border-accent' : 'border-line'}`}>
      <div className="flex items-start justify-between gap-2">
        {onChoose === null ? (
          <span className="min-w-0">{title}</span>
        ) : (
          <button
            type="button"
            aria-pressed={isChosen}
            onClick={onChoose}
            className="min-w-0 cursor-pointer text-left outline-none hover:underline focus-visible:ring-2 focus-visible:ring-focus"
          >
            {title}
          </button>
        )}
        <Status status={change.became} />
      </div>
      {change.fields.length > 0 && (
        <dl className="mt-2 flex flex-col gap-2">
          {change.fields.map((field) => (
            <Field key={field.path.join('/')} field={field} />
          ))}
        </dl>
      )}
    </li>
  );
}

function Field({ field }: { field: FieldChange }) {
  const { t } = useTranslation();
  const nothing = t('versions.nothing');
  const [before, after] = [valueWords(field.before, nothing), valueWords(field.after, nothing)];
  return (
    <div>
      <dt className="text-xs text-muted">{fieldWords(field)}</dt>
      <dd title={before} className="text-bad line-through decoration-1">
        <span className="sr-only">{t('versions.was')} </span>
        {shortWords(before)}
      </dd>
      <dd title={after} className="text-good">
        <span className="sr-only">{t('versions.is')} </span>
        {shortWords(after)}
      </dd>
    </div>
  );
}
