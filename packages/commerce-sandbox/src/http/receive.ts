import { canonicalJson, sha256Hex } from '@omniroute/primitives';
import type { FastifyRequest } from 'fastify';
import { parseEffectKey } from '../ledger/effect-key.ts';
import type { Receipt } from '../ledger/effect-ledger.ts';

/** Reads a write's key and hashes what it asks for; null for a route without effect. */
export function receive(request: FastifyRequest): Receipt | null {
  const kind = request.routeOptions.config.effect;
  if (kind === undefined) return null;
  const key = parseEffectKey(request.headers['idempotency-key']);
  const payload = { method: request.method, path: pathOf(request), body: request.body ?? null };
  return { key, kind, payloadHash: sha256Hex(canonicalJson(payload)) };
}

/** The path without the query. */
export function pathOf(request: { readonly url: string }): string {
  return request.url.split('?', 1)[0]!;
}
