import type { MouseEvent, ReactNode } from 'react';
import { go } from './route.ts';

/** A real link that stays in the page when followed plainly; with a modifier key it does what the browser does. */
export function Link({
  to,
  children,
  className = '',
  current = false,
  label,
}: {
  to: string;
  children: ReactNode;
  className?: string;
  current?: boolean;
  /** Said in place of what is in it; holds its words. */
  label?: string;
}) {
  const follow = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    go(to);
  };
  return (
    <a
      href={to}
      onClick={follow}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      className={`rounded-sm outline-none focus-visible:ring-2 focus-visible:ring-focus ${className}`}
    >
      {children}
    </a>
  );
}
