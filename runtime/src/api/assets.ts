import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Places in the page that get the policy's nonce for this answer. */
const NONCE = /__CSP_NONCE__/g;

/**
 * Serves the built designer: hashed files for ever, the page itself never from a cache, and every unknown address that is
 * not the API's is the page, because its router decides.
 */
export async function assetRoutes(server: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await server.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound();
    const nonce = reply.cspNonce;
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page.replace(NONCE, nonce));
  });
}
