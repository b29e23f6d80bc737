import type { MouseEvent, ReactNode } from 'react';
import { go } from './route.ts';

/** A real link that stays in the page when followed plainly; with a modifier key it does what the browser does. */
export function Link({
  to,
  children,
  className = '',
  current = false,
}: {
  to: string;
  children: ReactNode;
  className?: string;
  current?: boolean;
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
      aria-current={current ? 'page' : undefined}
      className={`rounded-sm outline-none focus-visible:ring-2 focus-visible:ring-focus ${className}`}
    >
      {children}
    </a>
  );
}
