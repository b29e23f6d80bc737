import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { TenantId } from '../ids/tenant-id.ts';
import { httpErrors } from './errors.ts';
import { checkHost, checkOrigin } from './origin-guard.ts';

/** Roles of the platform; what each may do is decided by the products' authorizer. */
export const ROLES = ['owner', 'admin', 'builder', 'operator', 'auditor', 'approver', 'service'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks, and for whom: every route reads its tenant from here, never from a header, path or body. */
export interface RequestContext {
  readonly tenant: TenantId;
  /** A person or key: `local-owner`, later the id of a login. */
  readonly subject: string;
  readonly roles: readonly string[];
}

/** Finds out who asks. Throws `unauthenticated` when it cannot tell; there is no default identity. */
export interface ContextProvider {
  readonly name: string;
  /** Whether the server may be reached only over loopback while this provider stands. */
  readonly loopbackOnly: boolean;
  identify(request: FastifyRequest): RequestContext | Promise<RequestContext>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; absent only on routes with `config: { access: 'open' }`, where reading it throws. */
    readonly caller: RequestContext;
  }
  interface FastifyContextConfig {
    /** `open` routes (health, webhooks, callbacks) have no identity and no host check; the origin check stays. */
    access?: 'open';
  }
}

export interface RequestContextOptions {
  readonly provider: ContextProvider;
  /**
   * Hosts besides loopback that this server answers to (`omniroute.example.com`). `127.0.0.1`, `localhost` and `[::1]` with
   * the port the request came in on are always among them.
   */
  readonly hosts?: readonly string[];
}

/**
 * The provider until sign-in exists: every request is the owner of one tenant, so the server must listen on loopback only
 * and a request from anywhere else is refused.
 */
export function localOwner(options: {
  tenant: TenantId;
  subject?: string;
  roles?: readonly string[];
}): ContextProvider {
  const context: RequestContext = Object.freeze({
    tenant: options.tenant,
    subject: options.subject ?? 'local-owner',
    roles: Object.freeze([...(options.roles ?? ROLES)]),
  });
  return { name: 'local-owner', loopbackOnly: true, identify: () => context };
}

const callers = new WeakMap<FastifyRequest, RequestContext>();

async function plugin(server: FastifyInstance, { provider, hosts = [] }: RequestContextOptions): Promise<void> {
  server.decorateRequest('caller', {
    getter(this: FastifyRequest): RequestContext {
      const context = callers.get(this);
      if (context === undefined) throw httpErrors.fault('unauthenticated');
      return context;
    },
  });
  server.addHook('onRequest', async (request) => {
    if (provider.loopbackOnly && !isLoopback(request.raw.socket.remoteAddress))
      throw httpErrors.fault('unauthenticated');
    checkOrigin(request, hosts);
    if (request.routeOptions.config.access === 'open') return;
    checkHost(request, hosts);
    callers.set(request, await provider.identify(request));
  });
}

/** Gives every request its caller, after the host and origin checks. */
export const requestContext = fp(plugin, { name: 'omniroute-request-context', fastify: '5.x' });

function isLoopback(address: string | undefined): boolean {
  if (address === undefined) return false;
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
