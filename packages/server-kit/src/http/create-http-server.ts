import type { Logger } from '@omniroute/telemetry';
import Fastify, { type FastifyInstance } from 'fastify';
import { uuidv7 } from '../ids/uuidv7.ts';
import { jsonDoor } from './json-door.ts';
import { answerToBrokenRequest, faultOf, problemDetails, sendProblem } from './problem.ts';
import { type ContextProvider, requestContext } from './request-context.ts';
import { securityHeaders, setSecurityHeaders } from './security-headers.ts';
import { createValidatorCompiler } from './validator.ts';

export interface HttpServerOptions {
  readonly log: Logger;
  readonly provider: ContextProvider;
  /** Public host names of this server besides loopback. */
  readonly hosts?: readonly string[];
  /** Bytes of a body, 1 MiB if absent; a route may set its own `bodyLimit`. */
  readonly bodyLimit?: number;
  /** Whether browsers reach it by https only. */
  readonly https?: boolean;
}

/**
 * Makes a Fastify server with everything each of our servers has, in the order that matters: headers first, so that errors
 * have them too, then who asks, and only then the body. Register routes on it afterwards.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { log, provider, hosts = [], bodyLimit = 1_048_576, https = false } = options;
  const server = Fastify({
    logger: false,
    bodyLimit,
    genReqId: () => uuidv7(),
    requestIdHeader: false,
    trustProxy: false,
    requestTimeout: 60_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(reply, https);
      reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
      return sendProblem(reply, faultOf(error, bodyLimit));
    },
    clientErrorHandler: (error, socket) => {
      if (socket.writable && error.code !== 'ECONNRESET') socket.end(answerToBrokenRequest(error));
      else socket.destroy();
    },
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 512 },
  });
  server.setValidatorCompiler(createValidatorCompiler());
  server.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));
  await server.register(problemDetails, { log });
  await server.register(securityHeaders, { https });
  await server.register(requestContext, { provider, hosts });
  await server.register(jsonDoor);
  server.addHook('onResponse', async (request, reply) => {
    log.info('request', {
      request: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    });
  });
  return server;
}
