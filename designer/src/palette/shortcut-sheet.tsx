import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../commands/command.ts';
import { useRegistry } from '../editor/context.tsx';
import { isMac, keysOf } from './keys-of.ts';
import { useClose, useWords } from './use-close.ts';

/** All keys by what they do. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  const registry = useRegistry();
  const close = useClose();
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const commands = registry.commands.filter(({ shortcuts }) => shortcuts !== undefined);
  const groups = [...new Set(commands.map(({ group }) => group))];
  return (
    <dialog
      ref={dialog}
      aria-label={t('shortcuts.title')}
      onClose={close}
      onKeyDown={(event) => event.stopPropagation()}
      className="m-auto max-h-[85vh] w-full max-w-3xl overflow-y-auto rounded-xl border border-line bg-surface p-6 text-ink shadow-xl backdrop:bg-black/40"
    >
      <div className="flex items-center justify-between">
        <h2 className="text-lg font-semibold">{t('shortcuts.title')}</h2>
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className="cursor-pointer rounded-md border border-line px-3 py-1 text-sm outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus"
        >
          {t('shortcuts.close')}
        </button>
      </div>
      <p className="text-sm text-muted">{t('shortcuts.on_canvas')}</p>
      <div className="gap-8 pt-4 sm:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="pb-1 text-sm font-semibold text-muted">{t(`group.${group}`)}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-sm">
              {rowsOf(
                commands.filter((command) => command.group === group).map((command) => [words(command), command]),
              ).map(([name, shortcuts]) => (
                <Fragment key={name}>
                  <dt>{name}</dt>
                  <dd className="text-right">
                    {shortcuts.map((shortcut) => (
                      <kbd key={shortcut} className="ml-1 rounded border border-line bg-canvas px-1.5 text-xs">
                        {keysOf(shortcut, isMac())}
                      </kbd>
                    ))}
                  </dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}

/** Commands of the same words are one row with all their keys. */
function rowsOf(named: readonly (readonly [string, Command])[]): [string, readonly string[]][] {
  const rows = new Map<string, string[]>();
  for (const [name, { shortcuts = [] }] of named) rows.set(name, [...(rows.get(name) ?? []), ...shortcuts]);
  return [...rows];
}
