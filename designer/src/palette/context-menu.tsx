import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor, useRegistry } from '../editor/context.tsx';
import { isMac, keysOf } from './keys-of.ts';
import { useClose, useWords } from './use-close.ts';

const [WIDTH, ROW] = [272, 32];

/** Commands on what was pointed at. */
export function ContextMenu({ x, y }: { x: number; y: number }) {
  const { t } = useTranslation();
  const editor = useEditor();
  const registry = useRegistry();
  const close = useClose();
  const words = useWords();
  const menu = useRef<HTMLDivElement>(null);
  const { selected, selectedEdges } = editor.ui.getState();
  const place = selectedEdges.size > 0 ? 'edge' : selected.size > 0 ? 'step' : 'canvas';
  const commands = registry.available(editor, place);
  useEffect(() => menu.current?.querySelector('button')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    items[(at + step + items.length) % items.length]?.focus();
  };
  return (
    <>
      <div className="fixed inset-0 z-40" onPointerDown={close} />
      <div
        ref={menu}
        role="menu"
        tabIndex={-1}
        aria-label={t('menu.title')}
        style={{
          left: Math.max(0, Math.min(x, innerWidth - WIDTH - 8)),
          top: Math.max(8, Math.min(y, innerHeight - 24 - commands.length * ROW)),
          width: WIDTH,
        }}
        className="fixed z-50 max-h-[95vh] overflow-y-auto rounded-lg border border-line bg-surface p-1 text-ink shadow-xl"
        onKeyDown={onKeyDown}
      >
        {commands.map((command) => (
          <button
            key={command.id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              close();
              void command.run(editor);
            }}
            className="flex w-full cursor-pointer items-center justify-between gap-4 rounded-md px-3 py-1.5 text-left text-sm outline-none hover:bg-raised focus:bg-raised"
          >
            <span className="truncate">{words(command)}</span>
            {command.shortcuts?.[0] !== undefined && (
              <kbd className="shrink-0 text-xs text-muted">{keysOf(command.shortcuts[0], isMac())}</kbd>
            )}
          </button>
        ))}
      </div>
    </>
  );
}
