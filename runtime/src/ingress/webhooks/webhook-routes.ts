import { isTenantId } from '@omniroute/server-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { domainErrors } from '../../domain/errors.ts';
import type { IngressDeps } from '../deps.ts';
import { BODY_LIMIT } from '../raw-body.ts';
import { receiveWebhook, type WebhookCall } from './receive-webhook.ts';

/** How long a caller that asked for the result is kept waiting; the run goes on. */
const RESULT_WAIT_MS = 30_000;

const METHODS = ['GET', 'POST', 'PUT'] as const;
const Run = Type.Object({ run_id: Type.Union([Type.String(), Type.Null()]), deduplicated: Type.Boolean() });
const Result = Type.Object({ run_id: Type.String(), status: Type.String(), output: Type.Unknown() });

type Hook = { Params: { tenant: string; '*': string }; Body: Buffer | undefined };

/** `/hooks/{tenant}/{path}`: addresses at which triggers of published services listen. */
export function webhookRoutes(scope: FastifyInstance, deps: IngressDeps, waitMs = RESULT_WAIT_MS): void {
  scope.route<Hook>({
    method: [...METHODS],
    url: '/hooks/:tenant/*',
    bodyLimit: BODY_LIMIT,
    config: { access: 'open' },
    schema: {
      tags: ['ingress'],
      summary: 'Start a run by a webhook trigger',
      params: Type.Object({ tenant: Type.String(), '*': Type.String({ description: "The trigger's path." }) }),
      response: { 200: Type.Union([Run, Result, Type.String()]), 202: Run },
    },
    handler: async (request, reply) => {
      const outcome = await receiveWebhook(deps, callOf(request)).catch((error: unknown) => {
        if (domainErrors.is(error) && error.code === 'webhook.method')
          reply.header('allow', String(error.facts.allowed));
        throw error;
      });
      if (outcome.kind === 'challenge') return reply.type('text/plain').send(outcome.answer);
      const { runId, deduplicated } = outcome.run;
      const accepted = { run_id: runId, deduplicated };
      if (runId === null) return reply.status(202).send(accepted);
      if (outcome.response === 'accepted') return reply.status(deduplicated ? 200 : 202).send(accepted);
      return answerResult(deps, { ...accepted, run_id: runId }, request, reply, waitMs);
    },
  });
}

function callOf(request: FastifyRequest<Hook>): WebhookCall {
  const { tenant, '*': path } = request.params;
  if (!isTenantId(tenant)) throw domainErrors.fault('webhook.unknown');
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    tenant,
    path,
    method: request.method,
    headers: Object.fromEntries(headers),
    query: new URLSearchParams(request.url.split('?', 2)[1] ?? ''),
    raw: request.body ?? Buffer.alloc(0),
  };
}

/** Waits for the result, but not for ever: a caller that hears nothing in time gets the run's id and may ask again. */
async function answerResult(
  deps: IngressDeps,
  accepted: { run_id: string; deduplicated: boolean },
  request: FastifyRequest<Hook>,
  reply: FastifyReply,
  waitMs: number,
): Promise<FastifyReply> {
  const gone = new AbortController();
  request.raw.on('close', () => gone.abort());
  const until = AbortSignal.any([gone.signal, AbortSignal.timeout(waitMs)]);
  const result = await deps.runs.result(request.params.tenant, accepted.run_id, until);
  if (result === null) return reply.status(202).send(accepted);
  const { status, output, code } = result;
  if (status !== 'completed')
    throw domainErrors.fault('run.unsuccessful', {
      run_id: accepted.run_id,
      run_status: status,
      error_code: code,
      status,
    });
  return reply.send({ run_id: accepted.run_id, status, output });
}
