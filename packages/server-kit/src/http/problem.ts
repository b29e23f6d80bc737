import { STATUS_CODES } from 'node:http';
import { type Fault, isFault } from '@omniroute/errors';
import { escapeSegment } from '@omniroute/primitives';
import type { Logger } from '@omniroute/telemetry';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { httpErrors } from './errors.ts';
import { RouteTable } from './route-table.ts';

export interface FieldError {
  /** JSON Pointer into the part of the request that was wrong. */
  readonly pointer: string;
  readonly message: string;
}

/** RFC 9457 problem details; facts of the error stand beside the standard members. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly code: string;
  readonly errors?: readonly FieldError[];
  readonly [fact: string]: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';
const RESERVED = new Set(['type', 'title', 'status', 'detail', 'code', 'instance', 'retry_after_ms']);

/**
 * The document of an error. A catalogued error below 500 shows its facts, above it only code and wording; anything else
 * becomes `internal` and shows nothing of itself.
 */
export function problemOf(error: unknown): ProblemDocument {
  const fault = isFault(error) ? error : httpErrors.fault('internal');
  const facts = fault.status < 500 ? Object.entries(fault.facts).filter(([name]) => !RESERVED.has(name)) : [];
  return {
    ...Object.fromEntries(facts),
    type: `urn:omniroute:problem:${fault.code}`,
    title: STATUS_CODES[fault.status] ?? 'Error',
    status: fault.status,
    detail: fault.message,
    code: fault.code,
  };
}

async function plugin(server: FastifyInstance, { log }: { log?: Logger }): Promise<void> {
  const routes = new RouteTable();
  server.addHook('onRoute', (route) => routes.add(route.method, route.url));
  server.setNotFoundHandler(async (request, reply) => {
    const allowed = routes.methodsAt(request.url);
    if (allowed.length === 0) return send(reply, httpErrors.fault('route.not_found'));
    reply.header('allow', allowed.join(', '));
    return send(reply, httpErrors.fault('route.method', { method: request.method, allowed: allowed.join(', ') }));
  });
  server.setErrorHandler(async (error, request, reply) => {
    const fault = isFault(error) ? error : translate(error as FastifyError, request);
    if (fault.status >= 500)
      log?.error('request failed', { request: request.id, route: request.routeOptions.url, error });
    return send(reply, fault);
  });
}

/** Answers every error as `application/problem+json`; register it before the routes. */
export const problemDetails = fp(plugin, { name: 'omniroute-problem-details', fastify: '5.x' });

function send(reply: FastifyReply, fault: Fault): FastifyReply {
  const wait = fault.facts.retry_after_ms;
  if (typeof wait === 'number') reply.header('retry-after', String(Math.max(1, Math.ceil(wait / 1000))));
  // A body given as text is sent as it is: no route's response schema may cut the problem.
  return reply
    .code(fault.status)
    .type(PROBLEM_TYPE)
    .serializer(String)
    .send(JSON.stringify(problemOf(fault)));
}

/** Fastify's own errors in our catalogue. Its other errors below 500 keep their status under one code. */
function translate(error: FastifyError, request: FastifyRequest): Fault {
  if (error.validation !== undefined) {
    const part = error.validationContext ?? 'body';
    const errors = error.validation.map(fieldError);
    return httpErrors.fault(part === 'body' ? 'request.invalid' : 'request.parameters', { part, errors }, error);
  }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return httpErrors.fault('request.media_type', {}, error);
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return httpErrors.fault('request.too_large', { limit: request.routeOptions.bodyLimit }, error);
    case 'FST_ERR_BAD_URL':
      return httpErrors.fault('request.malformed', { reason: 'the address is not valid' }, error);
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return httpErrors.fault('request.malformed', { reason: 'the body is not as long as announced' }, error);
    default:
      if (typeof error.statusCode !== 'number' || error.statusCode >= 500 || error.statusCode < 400) {
        return httpErrors.fault('internal', {}, error);
      }
      return Object.assign(httpErrors.fault('request.refused', {}, error), { status: error.statusCode });
  }
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Record<string, unknown>;
  readonly message?: string | undefined;
}

/** A missing or surplus property is reported at its own place, not at its parent's. */
function fieldError(error: SchemaError): FieldError {
  const name = error.params.missingProperty ?? error.params.additionalProperty ?? error.params.unevaluatedProperty;
  const tail = typeof name === 'string' ? `/${escapeSegment(name)}` : '';
  return { pointer: error.instancePath + tail, message: error.message ?? error.keyword };
}
