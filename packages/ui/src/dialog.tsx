import { type ReactNode, useEffect, useId, useRef } from 'react';

const SIZES = { small: 'max-w-md', medium: 'max-w-3xl', large: 'max-w-6xl h-[92dvh]' } as const;

/**
 * What lies over the page until it is closed: by its button, by Escape, or by what is in it. Keys pressed in it are its
 * own. A large one has room for a drawing and scrolls inside.
 */
export function Dialog({
  title,
  closeLabel,
  size = 'small',
  onClose,
  children,
}: {
  title: string;
  closeLabel: string;
  size?: keyof typeof SIZES;
  onClose: () => void;
  children: ReactNode;
}) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
      className={`m-auto w-full max-h-[92dvh] rounded-xl border border-line bg-surface p-0 text-ink shadow-xl backdrop:bg-black/40 ${SIZES[size]}`}
    >
      <div className="flex h-full max-h-[92dvh] flex-col">
        <header className="flex items-center justify-between gap-3 border-b border-line px-5 py-3">
          <h2 id={id} className="min-w-0 truncate text-lg font-semibold">
            {title}
          </h2>
          <button
            type="button"
            aria-label={closeLabel}
            onClick={() => dialog.current?.close()}
            className="grid size-8 shrink-0 cursor-pointer place-items-center rounded-md text-lg leading-none text-muted outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
          >
            <span aria-hidden>×</span>
          </button>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto p-5">{children}</div>
      </div>
    </dialog>
  );
}
