/** As much of a request as decides. */
export interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

/**
 * Who answers: the `network` alone, the `shell` that is kept where the network is silent, or a kept `asset` before the
 * network is asked at all, since a built file never changes under its name.
 */
export type Answer = 'network' | 'shell' | 'asset';

/** Decides who answers a request of a page at `origin`. Data is never kept: what is shown of it is true or missing. */
export function answerFor({ method, mode, url }: Asked, origin: string): Answer {
  const to = new URL(url);
  if (method !== 'GET' || to.origin !== origin || to.pathname.startsWith('/api/')) return 'network';
  if (to.pathname.startsWith('/assets/')) return 'asset';
  return mode === 'navigate' ? 'shell' : 'network';
}

/** Built files that a page names, so that the page draws without a network. */
export function assetsIn(html: string): readonly string[] {
  return [...new Set(html.match(/\/assets\/[\w.-]+/g) ?? [])];
}
