import { STATUS_CODES } from 'node:http';
import type { Problem } from '@omniroute/contracts';
import { type Fault, isFault } from '@omniroute/errors';
import { escapeSegment } from '@omniroute/primitives';
import type { Logger } from '@omniroute/telemetry';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import { httpErrors } from './errors.ts';
import { RouteTable } from './route-table.ts';

/** One field that was wrong: a JSON Pointer into its part of the request, and what is wrong with it. */
export type FieldError = NonNullable<Problem['errors']>[number];

/** RFC 9457 problem details; facts of the error stand beside the standard members. */
export type ProblemDocument = Problem & { readonly [fact: string]: unknown };

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
    if (allowed.length === 0) return sendProblem(reply, httpErrors.fault('route.not_found'));
    reply.header('allow', allowed.join(', '));
    const facts = { method: request.method, allowed: allowed.join(', ') };
    return sendProblem(reply, httpErrors.fault('route.method', facts));
  });
  server.setErrorHandler(async (error, request, reply) => {
    const fault = faultOf(error, request.routeOptions.bodyLimit);
    if (fault.status >= 500)
      log?.error('request failed', { request: request.id, route: request.routeOptions.url, error });
    return sendProblem(reply, fault);
  });
}

/** Answers every error as `application/problem+json`; register it before the routes. */
export const problemDetails = fp(plugin, { name: 'omniroute-problem-details', fastify: '5.x' });

/** Answers one error as a problem. */
export function sendProblem(reply: FastifyReply, fault: Fault): FastifyReply {
  const wait = fault.facts.retry_after_ms;
  if (typeof wait === 'number') reply.header('retry-after', String(Math.max(1, Math.ceil(wait / 1000))));
  // A body given as text is sent as it is: no route's response schema may cut the problem.
  return reply
    .code(fault.status)
    .type(PROBLEM_TYPE)
    .serializer(String)
    .send(JSON.stringify(problemOf(fault)));
}

/** What the HTTP parser reports before there is a request: an answer to be written to the socket as it is. */
export function answerToBrokenRequest(error: { readonly code?: string }): string {
  const fault = parserFault(error.code);
  const body = JSON.stringify(problemOf(fault));
  const head = [
    `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

function parserFault(code: string | undefined): Fault {
  if (code === 'HPE_HEADER_OVERFLOW') return httpErrors.fault('request.headers_too_large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return httpErrors.fault('request.slow');
  return httpErrors.fault('request.malformed', { reason: 'it is not HTTP' });
}

/** Fastify's names of the parts of a request, in words. */
const PARTS: Readonly<Record<string, string>> = { params: 'address', querystring: 'query' };

/** A caught value in a catalogue: Fastify's own errors in ours; its others below 500 keep their status under one code. */
export function faultOf(caught: unknown, bodyLimit: number): Fault {
  if (isFault(caught)) return caught;
  const error = caught as FastifyError;
  if (error.validation !== undefined) {
    const part = error.validationContext ?? 'body';
    const errors = error.validation.map(fieldError);
    if (part === 'body') return httpErrors.fault('request.invalid', { part, errors }, error);
    const problem = errors.map(({ pointer, message }) => `${pointer.slice(1)} ${message}`).join(', ');
    return httpErrors.fault('request.parameters', { part: PARTS[part] ?? part, problem, errors }, error);
  }
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return httpErrors.fault('request.media_type', {}, error);
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return httpErrors.fault('request.too_large', { limit: bodyLimit }, error);
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
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
