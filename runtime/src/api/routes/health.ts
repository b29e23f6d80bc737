import type { FastifyInstance } from 'fastify';

/** Liveness never looks at a dependency; readiness does, and names what is missing. */
export function healthRoutes(server: FastifyInstance, checks: Readonly<Record<string, () => Promise<void>>>): void {
  server.get('/healthz', { config: { access: 'open' }, schema: { hide: true } }, async () => ({ status: 'ok' }));
  server.get('/readyz', { config: { access: 'open' }, schema: { hide: true } }, async (_, reply) => {
    const missing: string[] = [];
    for (const [name, check] of Object.entries(checks)) await check().catch(() => missing.push(name));
    return reply
      .status(missing.length === 0 ? 200 : 503)
      .send({ status: missing.length === 0 ? 'ready' : 'not ready', missing });
  });
}
