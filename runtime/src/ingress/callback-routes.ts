import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { IngressDeps } from './deps.ts';
import { BODY_LIMIT } from './raw-body.ts';
import { readBody, readFields } from './read-body.ts';
import { receiveCallback } from './receive-callback.ts';

/**
 * `/callbacks/{token}`: answers a wait of a run. The token is the secret, so there is no other sign-in and the address is
 * never logged. Providers differ in how they call: by POST or PUT with a body, or by GET with fields in the address.
 */
export function callbackRoutes(scope: FastifyInstance, deps: IngressDeps): void {
  scope.route<{ Params: { '*': string }; Body: Buffer | undefined }>({
    method: ['GET', 'POST', 'PUT'],
    url: '/callbacks/*',
    bodyLimit: BODY_LIMIT,
    config: { access: 'open' },
    schema: {
      tags: ['ingress'],
      summary: 'Answer a wait of a run by its signed address',
      params: Type.Object({ '*': Type.String({ description: 'The token, as the run gave it out.' }) }),
      response: { 200: Type.Object({ accepted: Type.Boolean() }) },
    },
    handler: async (request) => {
      const payload =
        request.method === 'GET'
          ? readFields(new URLSearchParams(request.url.split('?', 2)[1] ?? ''))
          : readBody(request.headers['content-type'], request.body ?? Buffer.alloc(0));
      await receiveCallback(deps, request.params['*'], payload);
      return { accepted: true };
    },
  });
}
