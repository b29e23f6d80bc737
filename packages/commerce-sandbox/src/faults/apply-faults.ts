import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { assertNever } from '@omniroute/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sandboxErrors } from '../errors.ts';
import type { SandboxApp, SandboxDeps } from '../http/app.ts';
import { PROBLEM_TYPE, problemOf } from '../http/problem.ts';
import { pathOf, receive } from '../http/receive.ts';
import type { Subject } from './fault-book.ts';
import type { Fault } from './shapes.ts';

/**
 * Reads each request's key and lets scripted faults happen to it: before its effect, or after it when the answer is
 * sent. Register it in the scope of the providers; what checkers read stays outside and never misbehaves.
 */
export function applyFaults(app: SandboxApp, deps: Pick<SandboxDeps, 'ledger' | 'faults' | 'clock' | 'closing'>): void {
  const { ledger, faults, clock, closing } = deps;
  app.decorateRequest('receipt', null);
  app.decorateRequest('scripted', null);

  /** Ends the request here, without effect: the key was received, and that is all. */
  function refuse({ receipt }: FastifyRequest): void {
    if (receipt !== null) ledger.faulted(receipt);
  }

  app.addHook('preValidation', async (request, reply): Promise<unknown> => {
    request.receipt = receive(request);
    const fault = faults.take(subjectOf(request));
    request.scripted = fault;
    switch (fault?.kind) {
      case undefined:
      case 'reset_after':
      case 'truncate':
        return undefined;
      case 'latency':
        return clock.sleep(fault.ms, closing);
      case 'status':
        refuse(request);
        return answerScripted(reply, fault);
      case 'reset_before':
        refuse(request);
        reply.hijack();
        return cut(request);
      case 'hang':
        if (fault.effect === true) return undefined;
        refuse(request);
        reply.hijack();
        await clock.sleep(fault.ms, closing);
        return cut(request);
      default:
        return assertNever(fault);
    }
  });

  app.addHook('onSend', async (request, reply, payload): Promise<unknown> => {
    const fault = request.scripted;
    switch (fault?.kind) {
      case undefined:
      case 'latency':
      case 'status':
      case 'reset_before':
        return payload;
      case 'reset_after':
        cut(request);
        return payload;
      case 'truncate':
        return halfOf(request, reply, payload);
      case 'hang':
        await clock.sleep(fault.ms, closing);
        cut(request);
        return payload;
      default:
        return assertNever(fault);
    }
  });
}

function subjectOf(request: FastifyRequest): Subject {
  const { to } = (request.body ?? {}) as { readonly to?: unknown };
  return {
    method: request.method,
    path: pathOf(request),
    key: request.receipt?.key.text ?? null,
    to: typeof to === 'string' ? to : null,
  };
}

function answerScripted(reply: FastifyReply, fault: Extract<Fault, { kind: 'status' }>): FastifyReply {
  const { status, retry_after, body } = fault;
  if (retry_after !== undefined) reply.header('retry-after', String(retry_after));
  reply.code(status);
  if (body !== undefined) return reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
  const problem = problemOf(Object.assign(sandboxErrors.fault('fault.scripted'), { status }));
  return reply.type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Ends the connection with a reset, as a crash does. */
function cut(request: FastifyRequest): void {
  request.raw.socket.resetAndDestroy();
}

/** The first half of an answer under the length of the whole, and then the connection breaks. */
function halfOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const whole = Buffer.from(String(payload));
  reply.header('content-length', whole.length);
  const { socket } = request.raw;
  return Readable.from(
    (async function* half() {
      yield whole.subarray(0, Math.ceil(whole.length / 2));
      await nextTurn();
      socket.destroy();
    })(),
  );
}
