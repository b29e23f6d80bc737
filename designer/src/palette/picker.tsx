import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** One thing of a list that is searched. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
}

/** A search over the page: type, walk with arrows, take with Enter. */
export function Picker({
  title,
  search,
  onTake,
  onClose,
}: {
  title: string;
  search: (query: string) => readonly Choice[];
  onTake: (id: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const choices = search(query);
  const index = Math.min(at, choices.length - 1);
  const active = choices[index];
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (active !== undefined) document.getElementById(`${id}-${active.id}`)?.scrollIntoView({ block: 'nearest' });
  }, [active, id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      setAt((index + step + choices.length) % choices.length);
    } else if (event.key === 'Enter' && active !== undefined) {
      event.preventDefault();
      onTake(active.id);
    }
    event.stopPropagation();
  };
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current?.close();
      }}
      onKeyDown={onKeyDown}
      className="m-auto mt-[12vh] w-full max-w-lg rounded-xl border border-line bg-surface p-0 text-ink shadow-xl backdrop:bg-black/40"
    >
      <input
        type="text"
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active === undefined ? undefined : `${id}-${active.id}`}
        aria-label={title}
        placeholder={title}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        className="w-full rounded-t-xl border-b border-line bg-transparent px-4 py-3 text-base outline-none"
      />
      <div id={id} role="listbox" aria-label={title} className="max-h-80 overflow-y-auto p-2">
        {choices.map((choice) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the search field, which walks through the options
          <div
            key={choice.id}
            id={`${id}-${choice.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={choice === active}
            onClick={() => onTake(choice.id)}
            className={`flex cursor-pointer items-center gap-3 rounded-md px-3 py-2 text-sm ${choice === active ? 'bg-raised' : ''}`}
          >
            {choice.icon}
            <span className="min-w-0 flex-1">
              <span className="block truncate">{choice.title}</span>
              {choice.detail !== undefined && (
                <span className="block truncate text-xs text-muted">{choice.detail}</span>
              )}
            </span>
            {choice.keys !== undefined && <kbd className="text-xs text-muted">{choice.keys}</kbd>}
          </div>
        ))}
      </div>
      {choices.length === 0 && <p className="px-4 pb-4 text-sm text-muted">{t('palette.none')}</p>}
    </dialog>
  );
}
