import { type IncomingHttpHeaders, request } from 'node:http';

/** How one request on a connection of its own went; `cut` says that the connection broke, and what had come by then. */
export type RawAnswer =
  | { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }
  | { readonly cut: true; readonly status: number | null; readonly text: string };

export interface RawCall {
  readonly method?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes one request without any client's retries or pools. */
export function rawCall(url: string, { method = 'GET', key, body, headers = {} }: RawCall = {}): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let status: number | null = null;
    let text = '';
    const cut = () => resolve({ cut: true, status, text });
    const call = request(url, {
      method,
      agent: false,
      headers: {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    call.on('error', cut);
    call.on('response', (response) => {
      status = response.statusCode ?? null;
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', cut);
      response.on('end', () => resolve({ status: status!, headers: response.headers, text }));
    });
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
