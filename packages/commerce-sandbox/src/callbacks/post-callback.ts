import { request } from 'node:http';

/** How long one attempt may take. */
const PATIENCE_MS = 10_000;

export type Delivery = { readonly status: number } | { readonly error: string };

/**
 * Posts a callback on a connection of its own. It dials 127.0.0.1 whatever the name says, so no resolver can lead it
 * elsewhere, and it follows no redirect.
 */
export function postCallback(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  closing: AbortSignal,
): Promise<Delivery> {
  return new Promise((resolve) => {
    const call = request({
      host: '127.0.0.1',
      port: url.port === '' ? 80 : Number(url.port),
      path: url.pathname + url.search,
      method: 'POST',
      agent: false,
      signal: AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)]),
      headers: { ...headers, host: url.host, 'content-type': 'application/json' },
    });
    const fail = (error: Error & { code?: string }) => resolve({ error: error.code ?? error.name });
    call.on('error', fail);
    call.on('response', (response) => {
      response.on('error', fail);
      response.on('end', () => resolve({ status: response.statusCode! }));
      response.resume();
    });
    call.end(body);
  });
}
