import { STATUS_CODES } from 'node:http';
import type { Problem } from '@omniroute/contracts';
import { type Fault, isFault } from '@omniroute/errors';
import { escapeSegment } from '@omniroute/primitives';
import type { Logger } from '@omniroute/telemetry';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { sandboxErrors } from '../errors.ts';
import { pathOf } from './receive.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** Facts that would hide a standard member. */
const RESERVED = new Set(['type', 'title', 'status', 'detail', 'code', 'instance']);

/** Answers every error as RFC 9457 problem details. */
export function problemAnswers(app: FastifyInstance, log: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    sendProblem(reply, sandboxErrors.fault('route.not_found', { method: request.method, path: pathOf(request) }));
  });
  app.setErrorHandler((error, request, reply) => {
    const fault = faultOf(error as FastifyError);
    if (fault.status >= 500) log.error('request failed', { request: request.id, method: request.method, error });
    sendProblem(reply, fault);
  });
}

/** The document of an error: a catalogued one below 500 shows its facts beside the standard members. */
export function problemOf(fault: Fault): Problem {
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

function sendProblem(reply: FastifyReply, fault: Fault): void {
  void reply
    .code(fault.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemOf(fault)));
}

function faultOf(error: FastifyError | Fault): Fault {
  if (isFault(error)) return error;
  if (error.validation !== undefined) {
    const part = error.validationContext ?? 'body';
    const errors = error.validation.flatMap(fieldErrors);
    return sandboxErrors.fault(part === 'body' ? 'request.invalid' : 'request.parameters', { part, errors }, error);
  }
  const { statusCode } = error;
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) {
    return sandboxErrors.fault('internal', {}, error);
  }
  // Fastify's own refusals (media type, size, broken JSON) keep their status under one code.
  return Object.assign(sandboxErrors.fault('request.refused', { reason: error.message }, error), {
    status: statusCode,
  });
}

type SchemaError = NonNullable<FastifyError['validation']>[number];
type FieldError = NonNullable<Problem['errors']>[number];

/** Missing and surplus properties are reported each at its own place, not at their parent's. */
function fieldErrors({ instancePath, params, message, keyword }: SchemaError): readonly FieldError[] {
  // A surplus property is reported twice: also as a value that nothing allows.
  if (keyword === 'boolean') return [];
  const named = [params.requiredProperties, params.additionalProperties].find(Array.isArray) as
    | readonly string[]
    | undefined;
  const tails = named?.map((name) => `/${escapeSegment(name)}`) ?? [''];
  return tails.map((tail) => ({ pointer: instancePath + tail, message: message ?? keyword }));
}
