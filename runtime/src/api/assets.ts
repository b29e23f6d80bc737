import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Places in the page that get the policy's nonce for this answer. */
const NONCE = /__CSP_NONCE__/g;

/** Files of the page that have one address in every build: what makes it something to install. */
const FIXED = {
  '/sw.js': 'text/javascript; charset=utf-8',
  '/manifest.webmanifest': 'application/manifest+json',
  '/icons/icon.svg': 'image/svg+xml',
  '/icons/icon-192.png': 'image/png',
  '/icons/icon-512.png': 'image/png',
  '/icons/maskable-512.png': 'image/png',
} as const;

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
  for (const [path, type] of Object.entries(FIXED)) {
    const file = await readFile(join(folder, path));
    server.get(path, { schema: { hide: true } }, (_, reply) =>
      // Asked for anew each time, so that a new build is found.
      reply.header('cache-control', 'no-cache').type(type).send(file),
    );
  }
  server.get('/*', { schema: { hide: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound();
    const nonce = reply.cspNonce;
    return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page.replace(NONCE, nonce));
  });
}
