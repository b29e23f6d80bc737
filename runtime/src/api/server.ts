import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type ContextProvider, createHttpServer } from '@omniroute/server-kit';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import { callbackRoutes } from '../ingress/callback-routes.ts';
import { keepRawBodies } from '../ingress/raw-body.ts';
import { webhookRoutes } from '../ingress/webhooks/webhook-routes.ts';
import { assetRoutes } from './assets.ts';
import type { ApiDeps } from './deps.ts';
import { compareRoutes } from './routes/compare.ts';
import { connectionRoutes } from './routes/connections.ts';
import { draftRoutes } from './routes/drafts.ts';
import { healthRoutes } from './routes/health.ts';
import { keyRoutes } from './routes/keys.ts';
import { kindRoutes } from './routes/kinds.ts';
import { messageRoutes } from './routes/messages.ts';
import { operationRoutes } from './routes/operations.ts';
import { runRoutes } from './routes/runs.ts';
import { scenarioRoutes } from './routes/scenarios.ts';
import { serviceRoutes } from './routes/services.ts';
import { stepRoutes } from './routes/steps.ts';
import { taskRoutes } from './routes/tasks.ts';
import { templateRoutes } from './routes/templates.ts';
import { triggerRoutes } from './routes/triggers.ts';
import { versionRoutes } from './routes/versions.ts';
import { wholeOutputRoutes } from './routes/whole-outputs.ts';
import type { Template } from './templates.ts';

/** A server whose routes are typed by their TypeBox schemas. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the HTTP side adds to the API's own parts. */
export interface ServerOptions {
  readonly provider: ContextProvider;
  readonly templates: readonly Template[];
  /** Folder of the built designer, or `null` where only the API is served. */
  readonly assets: string | null;
  readonly ready: Readonly<Record<string, () => Promise<void>>>;
}

/** The whole HTTP interface: health, `/api/v1`, its OpenAPI document, and the designer's page. */
export async function createApiServer(deps: ApiDeps, options: ServerOptions): Promise<FastifyInstance> {
  const server = await createHttpServer({ log: deps.log, provider: options.provider });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'OmniRoute SCE', version: '1', description: 'Services, versions, runs, tasks and messages.' },
    },
  });
  healthRoutes(server, options.ready);
  await server.register(
    async (scope) => {
      const api = scope.withTypeProvider<TypeBoxTypeProvider>() as ApiServer;
      kindRoutes(api, deps);
      serviceRoutes(api, deps);
      draftRoutes(api, deps);
      versionRoutes(api, deps);
      scenarioRoutes(api, deps);
      stepRoutes(api, deps);
      compareRoutes(api, deps);
      triggerRoutes(api, deps);
      runRoutes(api, deps);
      operationRoutes(api, deps);
      wholeOutputRoutes(api, deps);
      taskRoutes(api, deps);
      messageRoutes(api, deps);
      connectionRoutes(api, deps);
      keyRoutes(api, deps);
      templateRoutes(api, deps, options.templates);
      api.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
    },
    { prefix: '/api/v1' },
  );
  await server.register(async (scope) => {
    keepRawBodies(scope);
    callbackRoutes(scope, deps);
    webhookRoutes(scope, deps);
  });
  if (options.assets !== null) await assetRoutes(server, options.assets);
  return server;
}
