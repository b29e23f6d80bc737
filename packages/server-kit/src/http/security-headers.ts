import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import fp from 'fastify-plugin';

declare module 'fastify' {
  interface FastifyReply {
    /** The style nonce of this answer, to be written into the page. */
    cspNonce: string;
  }
}

/** The one content security policy of all pages (DESIGN.md section 8). */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    'trusted-types omniroute',
    "require-trusted-types-for 'script'",
  ].join('; ');
}

const FIXED: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Sets the headers on one answer; for errors that arise before any hook runs. */
export function setSecurityHeaders(reply: FastifyReply, https: boolean): void {
  reply.cspNonce = randomBytes(16).toString('base64');
  reply.headers({ ...FIXED, 'content-security-policy': contentSecurityPolicy(reply.cspNonce) });
  if (https) reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
}

async function plugin(server: FastifyInstance, { https = false }: { https?: boolean }): Promise<void> {
  server.decorateReply('cspNonce', '');
  server.addHook('onRequest', async (_request, reply) => setSecurityHeaders(reply, https));
  server.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

/** Security headers on every answer, errors and assets included; what sets no `cache-control` of its own is not stored. */
export const securityHeaders = fp(plugin, { name: 'omniroute-security-headers', fastify: '5.x' });
