import type { FastifyInstance } from 'fastify';
import { sandboxErrors } from '../errors.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Refuses requests by another name: a page elsewhere whose name was made to point here (DNS rebinding). */
export function hostGuard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!LOOPBACK.has(request.hostname.toLowerCase())) throw sandboxErrors.fault('host.refused');
  });
}
