import { sha256Hex } from '@omniroute/primitives';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { httpErrors } from './errors.ts';

/** An answer as it was given the first time. */
export interface RecordedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export interface IdempotencyClaim {
  readonly tenant: string;
  /** The caller's `Idempotency-Key`. */
  readonly key: string;
  /** Method and address the key was sent to. */
  readonly route: string;
  /** sha256 of method, address and body: the same key with another request is a mistake of the caller. */
  readonly fingerprint: string;
}

export type IdempotencyState =
  | { readonly state: 'new' }
  | { readonly state: 'running' }
  | { readonly state: 'reused' }
  | { readonly state: 'done'; readonly answer: RecordedAnswer };

/**
 * Where claims are kept: one row a tenant and key, inserted atomically. A claim whose owner died must come free again after
 * a lease, so an effect that must happen once needs a unique key of its own as well.
 */
export interface IdempotencyStore {
  claim(claim: IdempotencyClaim): Promise<IdempotencyState>;
  complete(claim: IdempotencyClaim, answer: RecordedAnswer): Promise<void>;
  /** Gives the claim up after a failure, so the caller may try again. */
  release(claim: IdempotencyClaim): Promise<void>;
}

const claims = new WeakMap<FastifyRequest, IdempotencyClaim>();

async function plugin(server: FastifyInstance, { store }: { store: IdempotencyStore }): Promise<void> {
  server.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (key === undefined || request.method !== 'POST') return;
    if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) throw httpErrors.fault('idempotency.key');
    const claim = claimOf(request, key);
    const found = await store.claim(claim);
    switch (found.state) {
      case 'new':
        claims.set(request, claim);
        return;
      case 'running':
        throw httpErrors.fault('idempotency.running', { retry_after_ms: 1000 });
      case 'reused':
        throw httpErrors.fault('idempotency.reused');
      case 'done':
        return replay(reply, found.answer);
    }
  });
  server.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request);
    if (claim === undefined) return payload;
    claims.delete(request);
    const repeatable = reply.statusCode >= 500 || reply.statusCode === 429 || typeof payload !== 'string';
    if (repeatable) await store.release(claim);
    else {
      const contentType = String(reply.getHeader('content-type') ?? 'application/json');
      await store.complete(claim, { status: reply.statusCode, contentType, body: payload });
    }
    return payload;
  });
}

/** Answers a repeated POST with the same `Idempotency-Key` as the first one was answered. Needs the request context. */
export const idempotencyKeys = fp(plugin, {
  name: 'omniroute-idempotency-keys',
  fastify: '5.x',
  dependencies: ['omniroute-request-context'],
});

function claimOf(request: FastifyRequest, key: string): IdempotencyClaim {
  const route = `${request.method} ${request.url}`;
  const fingerprint = sha256Hex(Buffer.concat([Buffer.from(`${route}\n`), request.rawBody ?? Buffer.alloc(0)]));
  return { tenant: request.caller.tenant, key, route, fingerprint };
}

function replay(reply: FastifyReply, answer: RecordedAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .type(answer.contentType)
    .header('idempotency-replayed', 'true')
    .serializer(String)
    .send(answer.body);
}
