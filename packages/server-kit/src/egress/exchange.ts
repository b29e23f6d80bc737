import type { Dispatcher } from 'undici';
import { type BodyReader, createBodyReader } from './body-reader.ts';
import { type EgressCode, type EgressFault, egressErrors } from './errors.ts';
import type { Target } from './target.ts';

export interface ExchangeRequest {
  readonly target: Target;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly maxBytes: number;
  /** From the request on the wire to the answer's headers. */
  readonly headersMs: number;
  /** Fires at the deadline of the whole call (reason `total`) or when the caller gives up (reason `cancelled`). */
  readonly deadline: AbortSignal;
}

export interface ExchangeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Marks the deadline of the whole call as the reason of its signal. */
export const TOTAL = Symbol('total');

/**
 * One request and its answer on one dispatcher, without redirects. A failure says whether bytes were sent: undici calls
 * `onRequestStart` right before it writes to an open socket, so a failure before it (DNS, connect, TLS) sent nothing, and
 * a failure after it may have reached the target. What the peer had read when it reset the connection nobody can know
 * from here; it counts as sent.
 */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<ExchangeAnswer> {
  return new Promise((resolve, reject) => {
    const call = new Exchange(request, resolve, reject);
    if (request.deadline.aborted) return call.onDeadline();
    request.deadline.addEventListener('abort', call.onDeadline, { once: true });
    try {
      dispatcher.dispatch(
        {
          origin: request.target.url.origin,
          path: request.target.url.pathname + request.target.url.search,
          method: request.method,
          headers: { ...request.headers },
          body: request.body,
        },
        call,
      );
    } catch (error) {
      call.failDispatch(error);
    }
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: ExchangeRequest;
  readonly #resolve: (answer: ExchangeAnswer) => void;
  readonly #reject: (fault: EgressFault) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #reader: BodyReader | undefined;
  #headersTimer: NodeJS.Timeout | undefined;
  #status = 0;
  #headers: Record<string, string> = {};
  #settled = false;

  constructor(
    request: ExchangeRequest,
    resolve: (answer: ExchangeAnswer) => void,
    reject: (fault: EgressFault) => void,
  ) {
    this.#request = request;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onDeadline = (): void => {
    if (this.#request.deadline.reason === TOTAL) this.#fail('timeout.run', 'total');
    else this.#fail('cancelled', 'cancelled');
  };

  failDispatch(error: unknown): void {
    const code = (error as { code?: unknown }).code;
    if (code === 'UND_ERR_INVALID_ARG') this.#fail('egress.refused', 'header', error);
    else this.#fail('network.unreachable', 'closed', error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#settled) {
      controller.abort(new Error('abandoned'));
      return;
    }
    this.#controller = controller;
    this.#headersTimer = setTimeout(() => this.#fail('timeout.run', 'headers'), this.#request.headersMs);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (status < 200) return;
    clearTimeout(this.#headersTimer);
    this.#status = status;
    this.#headers = plainHeaders(headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#settled) return;
    this.#reader ??= createBodyReader({
      coding: this.#headers['content-encoding'] ?? '',
      maxBytes: this.#request.maxBytes,
      onOverflow: () => this.#fail('limit.payload', 'body'),
      onError: (error) => this.#fail('network.broken', 'content_encoding', error),
      onDrain: () => controller.resume(),
    });
    if (!this.#settled && !this.#reader.write(chunk)) controller.pause();
  }

  onResponseEnd(): void {
    const read = this.#reader?.end() ?? Promise.resolve(new Uint8Array());
    read.then(
      (body) => this.#answer(body),
      (error: unknown) => this.#fail('network.broken', 'content_encoding', error),
    );
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    const code = (error as { code?: unknown }).code;
    if (egressErrors.is(error)) this.#settle(() => this.#reject(error));
    else if (code === 'UND_ERR_HEADERS_OVERFLOW') this.#fail('limit.payload', 'headers', error);
    else if (this.#controller === undefined) this.failDispatch(error);
    else this.#fail('network.broken', this.#status === 0 ? 'no_answer' : 'answer_cut', error);
  }

  #answer(body: Uint8Array): void {
    this.#settle(() => this.#resolve({ status: this.#status, headers: this.#headers, body }));
  }

  #fail(code: EgressCode, reason: string, cause?: unknown): void {
    const facts = { host: this.#request.target.host, reason, sent: this.#controller !== undefined };
    this.#settle(() => this.#reject(egressErrors.fault(code, facts, cause)));
    this.#reader?.destroy();
    this.#controller?.abort(new Error(reason));
  }

  #settle(report: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#headersTimer);
    this.#request.deadline.removeEventListener('abort', this.onDeadline);
    report();
  }
}

/** Headers that describe the connection or set state for a browser: data of the answer they are not. */
const DROPPED = new Set([
  'set-cookie',
  'set-cookie2',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'trailer',
  'upgrade',
]);

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (value === undefined || DROPPED.has(lower)) continue;
    entries.push([lower, Array.isArray(value) ? value.join(', ') : value]);
  }
  return Object.fromEntries(entries);
}
