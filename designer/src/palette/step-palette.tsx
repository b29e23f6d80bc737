import { triggers } from '@omniroute/dsl';
import { KIND_CATEGORIES, type KindDefinition } from '@omniroute/kind-sdk';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KindIcon } from '../canvas/icon.tsx';
import { KIND_TYPE } from '../canvas/kind-drag.ts';
import { addKind, addTriggerOf, placeAfterFocus } from '../commands/library/add.ts';
import { useEditor } from '../editor/context.tsx';
import { found, kindEntry } from './search.ts';

const ROW =
  'flex w-full cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus';

/** Everything that can be added, by category; dragged onto the drawing, clicked, or taken from the keyboard. */
export function StepPalette() {
  const { t } = useTranslation();
  const { kinds } = useEditor();
  const [query, setQuery] = useState('');
  const all = useMemo(() => Object.values(kinds), [kinds]);
  const shown = query.trim() === '' ? all : found(all, kindEntry, query);
  return (
    <aside
      aria-label={t('palette.title')}
      className="flex h-full w-60 shrink-0 max-sm:absolute max-sm:inset-0 max-sm:z-20 max-sm:w-full flex-col border-r border-line bg-surface"
    >
      <div className="border-b border-line p-3">
        <input
          type="search"
          aria-label={t('palette.search')}
          placeholder={t('palette.search')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="w-full rounded-md border border-line bg-canvas px-2 py-1.5 text-sm outline-none focus-visible:ring-2 focus-visible:ring-focus"
        />
        <p className="pt-1 text-xs text-muted">{t('palette.hint')}</p>
      </div>
      <Rows shown={shown} query={query} />
    </aside>
  );
}

/** Arrows walk through the rows; the whole list is one tab stop. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const rows = [...event.currentTarget.querySelectorAll('button')];
  const at = rows.indexOf(document.activeElement as HTMLButtonElement);
  rows[(at + step + rows.length) % rows.length]?.focus();
}

function Rows({ shown, query }: { shown: readonly KindDefinition[]; query: string }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const groups = KIND_CATEGORIES.map((category) => ({
    category,
    kinds: shown.filter((kind) => kind.category === category),
  })).filter((group) => group.kinds.length > 0);
  const starts = query === '' ? (Object.keys(triggers) as (keyof typeof triggers)[]) : [];
  return (
    <nav aria-label={t('palette.title')} className="min-h-0 flex-1 overflow-y-auto p-2" onKeyDown={walk}>
      {groups.length === 0 && <p className="p-2 text-sm text-muted">{t('palette.none')}</p>}
      {starts.length > 0 && (
        <section aria-label={t('palette.category.start')}>
          <h2 className="px-2 py-1 text-xs font-semibold text-muted">{t('palette.category.start')}</h2>
          {starts.map((type, index) => (
            <button
              key={type}
              type="button"
              tabIndex={index === 0 ? 0 : -1}
              title={triggers[type].help}
              onClick={() => addTriggerOf(editor, type)}
              className={ROW}
            >
              <span className="text-good">
                <KindIcon name="zap" />
              </span>
              {triggers[type].title}
            </button>
          ))}
        </section>
      )}
      {groups.map(({ category, kinds }, at) => (
        <section key={category} aria-label={t(`palette.category.${category}`)}>
          <h2 className="px-2 pt-3 pb-1 text-xs font-semibold text-muted">{t(`palette.category.${category}`)}</h2>
          {kinds.map((kind, index) => (
            <button
              key={kind.type}
              type="button"
              tabIndex={starts.length === 0 && at === 0 && index === 0 ? 0 : -1}
              draggable
              title={kind.help}
              onDragStart={(event) => {
                event.dataTransfer.setData(KIND_TYPE, kind.type);
                event.dataTransfer.effectAllowed = 'copy';
              }}
              onClick={() => addKind(editor, kind.type, placeAfterFocus(editor))}
              className={ROW}
            >
              <span className="text-accent">
                <KindIcon name={kind.icon} />
              </span>
              <span className="min-w-0 truncate">{kind.title}</span>
            </button>
          ))}
        </section>
      ))}
    </nav>
  );
}
