import { activityFault, type HttpReply } from '@omniroute/kind-sdk/activity';
import type { EgressGate } from '@omniroute/server-kit';
import { isEgressFault } from '@omniroute/server-kit';
import type { ConnectionRow } from '../storage/connection-repository.ts';
import type { OutboundCall } from './ports.ts';
import { signatureHeader } from './sign-call.ts';

/** Calls through the egress gate under the tenant's connection, with what the network did as run errors. */
export function createOutbound(deps: {
  gate: EgressGate;
  connection(tenant: string, name: string): Promise<ConnectionRow | null>;
  /** What signs calls under a connection, if it has a secret. */
  secret(tenant: string, name: string): Promise<string | null>;
}): (call: OutboundCall) => Promise<HttpReply> {
  return async (call) => {
    const bound = call.connection === null ? undefined : await resolve(call, call.connection, deps.connection);
    const signed = await signatureOf(call, deps.secret);
    try {
      const reply = await deps.gate.request({
        tenant: call.work.tenant,
        url: withQuery(call.url, call.query),
        method: call.method,
        headers: { ...call.headers, ...signed },
        timeoutMs: call.timeoutMs,
        signal: call.signal,
        ...(call.body === undefined ? {} : { body: call.body }),
        ...(bound === undefined ? {} : { connection: bound }),
      });
      return { status: reply.status, headers: reply.headers, text: reply.text() };
    } catch (error) {
      if (!isEgressFault(error)) throw error;
      const { reason, host, sent, retry_after_ms: retryAfter } = error.facts;
      // A refused address is like an unreachable one, unless an earlier hop of a redirect was sent already.
      const refused = sent === true ? 'network.broken' : 'network.unreachable';
      const code = error.code === 'egress.refused' ? refused : error.code;
      throw activityFault(
        { code, message: error.message, details: { reason: String(reason ?? error.code), host: String(host ?? '') } },
        typeof retryAfter === 'number' ? retryAfter : null,
        error,
        reason === 'breaker_open',
      );
    }
  };
}

async function signatureOf(
  { sign, connection, work }: OutboundCall,
  load: (tenant: string, name: string) => Promise<string | null>,
): Promise<Readonly<Record<string, string>>> {
  if (sign === undefined || connection === null) return {};
  const secret = await load(work.tenant, connection);
  return secret === null ? {} : signatureHeader(sign, secret);
}

async function resolve(
  call: OutboundCall,
  name: string,
  load: (tenant: string, name: string) => Promise<ConnectionRow | null>,
) {
  const row = await load(call.work.tenant, name);
  const unset = row === null ? 'is not set up for this tenant' : 'leads nowhere: it has no address';
  if (row === null || row.baseUrl === null) {
    throw activityFault({
      code: 'network.unreachable',
      message: `The connection "${name}" ${unset}.`,
      details: { connection: name },
    });
  }
  return { class: row.class, baseUrl: row.baseUrl, hosts: [new URL(row.baseUrl).host, ...row.hosts] };
}

function withQuery(url: string, query: Readonly<Record<string, string>> | undefined): string {
  if (query === undefined || Object.keys(query).length === 0) return url;
  const [path, fragment] = url.split('#', 2);
  const joined = `${path}${path?.includes('?') ? '&' : '?'}${new URLSearchParams(query).toString()}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
