import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The raw body. */
  readonly text: string;
}

/** A caller's side: takes callbacks, answers each as it is told, 200 after that. */
export interface CallbackReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Statuses of the next answers, in turn. */
  answer(...statuses: number[]): void;
  /** Resolves once so many have come. */
  until(count: number): Promise<readonly Received[]>;
  close(): Promise<void>;
}

export async function openCallbackReceiver(port = 0): Promise<CallbackReceiver> {
  const received: Received[] = [];
  const statuses: number[] = [];
  let arrival = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    received.push({ path: request.url ?? '', headers: request.headers, text });
    response.writeHead(statuses.shift() ?? 200).end();
    arrival.resolve();
    arrival = Promise.withResolvers<void>();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks/t0ken`,
    received,
    answer: (...next) => void statuses.push(...next),
    async until(count) {
      while (received.length < count) await arrival.promise;
      return received;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
