import { refused } from './errors.ts';

/** What the next hop of a redirect sends. */
export interface Hop {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Headers that survive a change of origin: none of them can carry a credential or one of our own marks. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

/**
 * The next hop of an answer, or null if the answer is final. The target is not checked here: it passes the same checks
 * as a first call. Throws `egress.refused` for a step from https to http.
 */
export function nextHop(
  current: Hop,
  answer: { status: number; headers: Readonly<Record<string, string>> },
): Hop | null {
  const location = answer.headers.location;
  if (!REDIRECTS.has(answer.status) || location === undefined) return null;
  const from = new URL(current.url);
  const to = URL.parse(location, from.href);
  if (to === null) throw refused(from.hostname, 'url', true);
  if (from.protocol === 'https:' && to.protocol === 'http:') throw refused(to.hostname, 'redirect_downgrade', true);
  const becomesGet =
    answer.status === 303 ? current.method !== 'HEAD' : answer.status < 303 && current.method === 'POST';
  const headers = Object.entries(current.headers).filter(
    ([name]) => (to.origin === from.origin || HARMLESS.has(name)) && !(becomesGet && name.startsWith('content-')),
  );
  return {
    url: to.href,
    method: becomesGet ? 'GET' : current.method,
    headers: Object.fromEntries(headers),
    body: becomesGet ? null : current.body,
  };
}
