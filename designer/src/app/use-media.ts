import { useSyncExternalStore } from 'react';

/** A window too narrow for a drawing: a phone, or any window that is much enlarged. */
export const NARROW = '(max-width: 639px)';

/** Whether a media query holds, kept current. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
