import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nextAttempt } from '@omniroute/engine';
import { httpErrorCode, isActivityFault, retryAfterMs } from '@omniroute/kind-sdk/activity';
import { createEgressGate } from '@omniroute/server-kit';
import { createOutbound } from '../src/activities/outbound.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

export interface StormOptions {
  /** Pieces of work, each one call under a retry policy. */
  readonly works: number;
  /** They begin evenly over this time. */
  readonly overMs: number;
  /** From the beginning the target answers 503 for so long. */
  readonly stormMs: number;
  /** Whether the 503 says for how long. */
  readonly retryAfterSeconds: number | null;
  readonly breaker: boolean;
  /** Draws in [0, 1) for jitter. */
  readonly random: () => number;
}

export interface StormReport {
  /** Requests that reached the target. */
  readonly requests: number;
  readonly done: number;
  readonly failed: number;
  /** Requests beyond one for each piece of work, as a share of the pieces. */
  readonly extra: number;
}

/** As the palette writes it, with attempts enough to outlast the storm. */
const RETRY = {
  on: null,
  initial_ms: 1000,
  coefficient: 2,
  maximum_ms: 60_000,
  attempts: 12,
  jitter: 0.2,
  non_retryable: ['http.4xx', 'auth'],
};

/** Plays a storm of 503 against a real server on loopback, through the way every activity takes out of the worker. */
export async function playStorm(options: StormOptions): Promise<StormReport> {
  const time = createVirtualTime();
  let requests = 0;
  const server = createServer((_, reply) => {
    requests += 1;
    const busy = time.now() < options.stormMs;
    const wait = busy && options.retryAfterSeconds !== null ? { 'retry-after': `${options.retryAfterSeconds}` } : {};
    reply.writeHead(busy ? 503 : 200, wait).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const gate = createEgressGate({
    now: time.now,
    ...(options.breaker ? {} : { limits: { breakerFailures: Number.POSITIVE_INFINITY } }),
  });
  const outbound = createOutbound({
    gate,
    connection: async () => ({ name: 'target', type: 'commerce', class: 'local', baseUrl, hosts: [] }) as never,
    secret: async () => null,
  });
  const outcomes: boolean[] = [];
  const works = Array.from({ length: options.works }, (_, n) => async () => {
    await time.sleep((n * options.overMs) / options.works);
    outcomes.push(await work(outbound, time, options.random));
  });
  await time.play(works);
  await gate.close();
  await new Promise((resolve) => server.close(resolve));
  const done = outcomes.filter(Boolean).length;
  return {
    requests,
    done,
    failed: outcomes.length - done,
    extra: (requests - options.works) / options.works,
  };
}

/** One piece of work: attempts until it is done or its policy says that it failed. */
async function work(
  outbound: ReturnType<typeof createOutbound>,
  time: VirtualTime,
  random: () => number,
): Promise<boolean> {
  const began = time.now();
  for (let attempt = 1; ; attempt += 1) {
    const failure = await attemptOnce(outbound, time);
    if (failure === null) return true;
    const decision = nextAttempt({
      retry: [RETRY],
      code: failure.code,
      attempt,
      elapsedMs: time.now() - began,
      totalMs: null,
      retryAfterMs: failure.retryAfterMs,
      jitter: random(),
    });
    if (!decision.retry) return false;
    await time.sleep(decision.delayMs);
  }
}

async function attemptOnce(outbound: ReturnType<typeof createOutbound>, time: VirtualTime) {
  try {
    const { status, headers } = await outbound({
      method: 'POST',
      url: '/v1/notifications',
      work: { tenant: 'acme', run: 'run-1', service: 'shop', version: 1 },
      connection: 'target',
      timeoutMs: 30_000,
      signal: new AbortController().signal,
    } as never);
    if (status < 400) return null;
    return { code: httpErrorCode(status), retryAfterMs: retryAfterMs(headers, time.now()) };
  } catch (caught) {
    if (!isActivityFault(caught)) throw caught;
    return { code: caught.error.code, retryAfterMs: caught.retryAfterMs };
  }
}
