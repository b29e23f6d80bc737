import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';

const STOPS = 'a[href], button:not(:disabled)';

/**
 * Makes a toolbar one tab stop: Tab enters it where the reader was last, arrows, Home and End walk through it. Give the
 * answer to the element of the toolbar.
 */
export function useRovingFocus<E extends HTMLElement>(): {
  readonly ref: RefObject<E | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
} {
  const ref = useRef<E>(null);
  const last = useRef<Element | null>(null);
  const stops = () => [...(ref.current?.querySelectorAll<HTMLElement>(STOPS) ?? [])];
  const settle = () => {
    const all = stops();
    const current = all.find((each) => each === last.current) ?? all[0];
    for (const each of all) each.tabIndex = each === current ? 0 : -1;
  };
  // What can be pressed changes with what was done, so it is settled after every drawing.
  useEffect(settle);
  return {
    ref,
    onFocus({ target }) {
      last.current = target as Element;
      settle();
    },
    onKeyDown(event) {
      const all = stops();
      const at = all.indexOf(document.activeElement as HTMLElement);
      const next = nextOf(event.key, at, all.length);
      if (at < 0 || next === null) return;
      event.preventDefault();
      all[next]?.focus();
    },
  };
}

/** Where a key leads in a row of `count`, from `at`; `null` where it leads nowhere. */
export function nextOf(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
