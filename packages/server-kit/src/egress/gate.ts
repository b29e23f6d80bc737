import { performance } from 'node:perf_hooks';
import type { Logger } from '@omniroute/telemetry';
import { Agent } from 'undici';
import { ACCEPTED_CODINGS } from './body-reader.ts';
import { type BreakerOutcome, BreakerTable } from './breaker.ts';
import { createConnector, type Dial, dialSocket, type Resolve, systemResolve } from './connector.ts';
import { type EgressFault, egressErrors, refused } from './errors.ts';
import { type ExchangeAnswer, exchange, TOTAL } from './exchange.ts';
import { type Hop, nextHop } from './redirect.ts';
import { checkTarget, type EgressConnection, type Target, type TargetRules } from './target.ts';
import { Turnstile } from './turnstile.ts';

export interface EgressRequest {
  /** Whose call it is: concurrency and breakers are counted for each tenant. */
  readonly tenant: string;
  /** Absolute, or a path (`/v1/orders`) under the connection's base URL. */
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For everything: waiting for a place, every hop, the whole body. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly connection?: EgressConnection;
  /** Bytes of the body after decoding; the gate's limit if absent, never more than that. */
  readonly maxBytes?: number;
}

export interface EgressResponse {
  readonly status: number;
  /** Lower-case names, repeated headers joined by commas; `set-cookie` and connection headers are gone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The body as UTF-8; the content type is recorded in `headers`, not trusted. */
  text(): string;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

export interface EgressLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  readonly maxBytes: number;
  readonly maxRedirects: number;
  readonly concurrency: number;
  readonly breakerFailures: number;
  readonly breakerOpenMs: number;
}

export const EGRESS_LIMITS: EgressLimits = {
  connectMs: 3_000,
  headersMs: 10_000,
  maxBytes: 10_000_000,
  maxRedirects: 5,
  concurrency: 8,
  breakerFailures: 5,
  breakerOpenMs: 10_000,
};

export interface EgressGateOptions {
  /** Hosts that may be called by plain `http:`. */
  readonly plainHttpHosts?: readonly string[];
  /** OmniRoute's own names, refused like loopback. */
  readonly ownHosts?: readonly string[];
  /** Ports that need no mention in a connection's host list; 80 and 443 if absent. */
  readonly ports?: readonly number[];
  readonly limits?: Partial<EgressLimits>;
  /** Every failure is logged with its code, reason and host (no path, no query). */
  readonly log?: Logger;
  readonly resolve?: Resolve;
  /** Opens a socket to addresses that passed every check. */
  readonly dial?: Dial;
  /** Milliseconds of a monotonic clock. */
  readonly now?: () => number;
}

export interface EgressGate {
  /** Makes one call. Every status is an answer; throws `EgressFault` when there is none. */
  request(request: EgressRequest): Promise<EgressResponse>;
  /** Waits for calls in flight, then closes every pooled connection. */
  close(): Promise<void>;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Headers that would move the message's frame, its host or its route. */
const FORBIDDEN_HEADERS =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|proxy-.*)$/;

/**
 * Makes the one way out of this process: every outbound byte of every product passes it (security.md section 4).
 *
 * @example
 * const gate = createEgressGate({ ownHosts: ['omniroute.example.com'], log });
 * const answer = await gate.request({ tenant: 'acme', method: 'GET', url: 'https://api.example.com/v1', timeoutMs: 30_000 });
 */
export function createEgressGate(options: EgressGateOptions = {}): EgressGate {
  return new Gate(options);
}

class Gate implements EgressGate {
  readonly #limits: EgressLimits;
  readonly #rules: TargetRules;
  readonly #log: Logger | undefined;
  readonly #agents: Record<Target['class'], Agent>;
  readonly #turnstile: Turnstile;
  readonly #breakers: BreakerTable;
  #closed: Promise<void> | undefined;

  constructor(options: EgressGateOptions) {
    this.#limits = { ...EGRESS_LIMITS, ...options.limits };
    this.#rules = {
      plainHttpHosts: new Set(options.plainHttpHosts),
      ownHosts: new Set(options.ownHosts),
      ports: new Set(options.ports ?? [80, 443]),
    };
    this.#log = options.log;
    const resolve = options.resolve ?? systemResolve;
    const agent = (kind: Target['class']): Agent =>
      new Agent({
        connect: createConnector({
          class: kind,
          resolve,
          dial: kind === 'local' ? dialSocket : (options.dial ?? dialSocket),
          connectMs: this.#limits.connectMs,
        }),
        allowH2: false,
        pipelining: 1,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    this.#agents = { public: agent('public'), local: agent('local') };
    this.#turnstile = new Turnstile(this.#limits.concurrency);
    const now = options.now ?? (() => performance.now());
    this.#breakers = new BreakerTable({
      failures: this.#limits.breakerFailures,
      openMs: this.#limits.breakerOpenMs,
      now,
    });
  }

  async request(request: EgressRequest): Promise<EgressResponse> {
    const total = new AbortController();
    const timer = setTimeout(() => total.abort(TOTAL), request.timeoutMs);
    const deadline = request.signal === undefined ? total.signal : AbortSignal.any([total.signal, request.signal]);
    try {
      return await this.#follow(request, deadline);
    } catch (error) {
      if (egressErrors.is(error))
        this.#log?.warn('egress call failed', { tenant: request.tenant, code: error.code, ...error.facts });
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  close(): Promise<void> {
    this.#closed ??= Promise.all([this.#agents.public.close(), this.#agents.local.close()]).then(() => undefined);
    return this.#closed;
  }

  async #follow(request: EgressRequest, deadline: AbortSignal): Promise<EgressResponse> {
    let target = checkTarget(request.url, request.connection, this.#rules);
    let hop = firstHop(request, target);
    for (let redirects = 0; ; redirects += 1) {
      const answer = await this.#pass(request, target, hop, deadline).catch((error: unknown) => {
        throw redirects > 0 && egressErrors.is(error) ? afterRedirect(error) : error;
      });
      const next = nextHop(hop, answer);
      if (next === null) return response(answer, target.url);
      if (redirects === this.#limits.maxRedirects) throw refused(target.host, 'redirect_limit', true);
      try {
        target = checkTarget(next.url, request.connection, this.#rules);
      } catch (error) {
        throw egressErrors.is(error) ? afterRedirect(error) : error;
      }
      hop = { ...next, url: target.url.href };
    }
  }

  /** One hop: a place at the destination, the breaker's leave, the exchange. */
  async #pass(request: EgressRequest, target: Target, hop: Hop, deadline: AbortSignal): Promise<ExchangeAnswer> {
    const key = `${request.tenant} ${target.class} ${target.url.origin}`;
    const leave = await this.#turnstile.enter(key, deadline).catch(() => {
      const total = deadline.reason === TOTAL;
      const facts = { host: target.host, reason: total ? 'queue' : 'cancelled', sent: false };
      throw egressErrors.fault(total ? 'timeout.run' : 'cancelled', facts);
    });
    try {
      const breaker = this.#breakers.of(key);
      const wait = breaker.enter();
      if (wait !== null) {
        const facts = { host: target.host, reason: 'breaker_open', sent: false, retry_after_ms: Math.ceil(wait) };
        throw egressErrors.fault('network.unreachable', facts);
      }
      try {
        const answer = await exchange(this.#agents[target.class], {
          target,
          method: hop.method,
          headers: hop.headers,
          body: hop.body,
          maxBytes: Math.min(request.maxBytes ?? this.#limits.maxBytes, this.#limits.maxBytes),
          headersMs: this.#limits.headersMs,
          deadline,
        });
        breaker.report(OVERLOADED.has(answer.status) ? 'failed' : 'answered', retryAfterOf(answer));
        return answer;
      } catch (error) {
        breaker.report(outcomeOf(error));
        throw error;
      }
    } finally {
      leave();
    }
  }
}

function firstHop(request: EgressRequest, target: Target): Hop {
  const method = request.method.toUpperCase();
  if (!METHODS.has(method)) throw refused(target.host, 'method');
  const headers: Record<string, string> = { 'accept-encoding': ACCEPTED_CODINGS };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lower = name.toLowerCase();
    if (FORBIDDEN_HEADERS.test(lower)) throw refused(target.host, 'header');
    headers[lower] = value;
  }
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : (request.body ?? null);
  return { url: target.url.href, method, headers, body };
}

/** After a hop was answered something was sent, so the call as a whole can no longer be "nothing sent". */
function afterRedirect(fault: EgressFault): EgressFault {
  const code = fault.code === 'network.unreachable' ? 'network.broken' : fault.code;
  return egressErrors.fault(code, { ...fault.facts, sent: true }, fault);
}

/** Answers that say that the destination cannot serve anybody now; what it asks to wait counts in seconds only. */
const OVERLOADED = new Set([500, 502, 503, 504]);

function retryAfterOf({ headers }: ExchangeAnswer): number {
  const seconds = headers['retry-after'] ?? '';
  return /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : 0;
}

function outcomeOf(error: unknown): BreakerOutcome {
  if (!egressErrors.is(error)) return 'neutral';
  switch (error.code) {
    case 'network.unreachable':
    case 'network.broken':
    case 'timeout.run':
      return 'failed';
    case 'limit.payload':
      return 'answered';
    case 'egress.refused':
    case 'cancelled':
      return 'neutral';
  }
}

function response(answer: ExchangeAnswer, url: URL): EgressResponse {
  return { ...answer, url: url.href, text: () => new TextDecoder().decode(answer.body) };
}
