import { sandboxErrors } from '../errors.ts';

const HOSTS = new Set(['127.0.0.1', 'localhost']);

/** Reads the address of a callback. Throws `callback.refused` unless it is plain HTTP on this machine. */
export function checkCallbackUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const allowed = url?.protocol === 'http:' && HOSTS.has(url.hostname) && url.username === '' && url.password === '';
  if (url === null || !allowed) throw sandboxErrors.fault('callback.refused', { url: text });
  return url;
}
