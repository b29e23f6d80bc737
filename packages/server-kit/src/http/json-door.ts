import { escapeSegment, type Json } from '@omniroute/primitives';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { httpErrors } from './errors.ts';

/** Keys through which data could reach a prototype; refused, never dropped. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
/** Deeper nesting than any document of ours has. */
const DEEPEST = 200;

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body as they came, for signature checks; null if there was none. */
    rawBody: Buffer | null;
  }
}

/**
 * Reads JSON from outside: valid UTF-8, at most 200 levels deep, no key that could reach a prototype. Throws
 * `json.invalid`, `json.too_deep` or `json.forbidden_key`, the latter with a pointer.
 */
export function parseJson(source: Uint8Array | string): Json {
  let value: Json;
  try {
    const text = typeof source === 'string' ? source : new TextDecoder('utf-8', { fatal: true }).decode(source);
    value = JSON.parse(text) as Json;
  } catch (error) {
    const reason = error instanceof SyntaxError ? syntaxReason(error) : 'it is not UTF-8';
    throw httpErrors.fault('json.invalid', { reason }, error);
  }
  refuseForbiddenKeys(value);
  return value;
}

interface Visit {
  readonly value: Json;
  readonly depth: number;
  readonly pointer: string;
}

/** An explicit stack: the input decides the depth. */
function refuseForbiddenKeys(root: Json): void {
  const stack: Visit[] = [{ value: root, depth: 0, pointer: '' }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { value, depth, pointer } = visit;
    if (value === null || typeof value !== 'object') continue;
    if (depth === DEEPEST) throw httpErrors.fault('json.too_deep', { limit: DEEPEST });
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (item !== null && typeof item === 'object') {
          stack.push({ value: item, depth: depth + 1, pointer: `${pointer}/${index}` });
        }
      }
      continue;
    }
    for (const key of Object.keys(value)) {
      const place = `${pointer}/${escapeSegment(key)}`;
      if (FORBIDDEN.has(key)) {
        const errors = [{ pointer: place, message: `The key "${key}" is not allowed.` }];
        throw httpErrors.fault('json.forbidden_key', { pointer: place, errors });
      }
      const item = (value as Record<string, Json>)[key] as Json;
      if (item !== null && typeof item === 'object') stack.push({ value: item, depth: depth + 1, pointer: place });
    }
  }
}

/** V8 quotes the text around an error: only what kind of error it is and where leaves this place. */
function syntaxReason(error: SyntaxError): string {
  const place = /at position (\d+)/.exec(error.message)?.[1];
  if (/end of JSON/.test(error.message)) return 'it ends too early';
  return place === undefined ? 'it has a syntax error' : `it has a syntax error at character ${place}`;
}

async function plugin(server: FastifyInstance): Promise<void> {
  server.decorateRequest('rawBody', null);
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser(
    /^application\/(?:[a-z0-9.+-]+\+)?json(?:\s*;|$)/,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      request.rawBody = body;
      if (body.byteLength === 0) throw httpErrors.fault('json.invalid', { reason: 'it is empty' });
      return parseJson(body);
    },
  );
}

/** Lets JSON in, and nothing else; the raw bytes stay on `request.rawBody`. */
export const jsonDoor = fp(plugin, { name: 'omniroute-json-door', fastify: '5.x' });
