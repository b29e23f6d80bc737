import type { ReactNode } from 'react';

/** A part of the panel, with a heading of its own. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 border-b border-line px-4 py-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{title}</h3>
        {actions}
      </header>
      {children}
    </section>
  );
}

/** A button of words only, for what matters less. */
export function TextButton({
  onPress,
  isOn,
  label,
  children,
}: {
  onPress: () => void;
  isOn?: boolean;
  /** What it says where its words alone do not tell what they are about. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      onClick={onPress}
      className={`min-h-6 cursor-pointer rounded-md px-1.5 text-xs text-ink underline underline-offset-2 outline-none hover:bg-raised focus-visible:ring-2 focus-visible:ring-focus ${isOn === true ? 'bg-raised font-semibold' : ''}`}
    >
      {children}
    </button>
  );
}
