import { useSyncExternalStore } from 'react';

/** Where the page is. Every place has an address of its own. */
export type Route =
  | { readonly page: 'services' }
  | { readonly page: 'service'; readonly id: string }
  | { readonly page: 'edit'; readonly id: string }
  | { readonly page: 'runs' }
  | { readonly page: 'run'; readonly id: string }
  | { readonly page: 'tasks' }
  | { readonly page: 'messages' }
  | { readonly page: 'not_found' };

/** Reads an address. */
export function readRoute(path: string): Route {
  const [first, second, third, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  if (rest.length > 0) return { page: 'not_found' };
  if (first === 'services' && second !== undefined && third === 'edit') return { page: 'edit', id: second };
  if (third !== undefined) return { page: 'not_found' };
  if (first === undefined) return { page: 'services' };
  if (first === 'services') return second === undefined ? { page: 'services' } : { page: 'service', id: second };
  if (first === 'runs') return second === undefined ? { page: 'runs' } : { page: 'run', id: second };
  if ((first === 'tasks' || first === 'messages') && second === undefined) return { page: first };
  return { page: 'not_found' };
}

const MOVED = 'omniroute:moved';

/** Goes to another place without loading the page anew. */
export function go(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new Event(MOVED));
}

/** The address's path, kept current. */
export function usePath(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('popstate', changed);
      addEventListener(MOVED, changed);
      return () => {
        removeEventListener('popstate', changed);
        removeEventListener(MOVED, changed);
      };
    },
    () => location.pathname,
  );
}
